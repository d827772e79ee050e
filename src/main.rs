//! The command `huiqi`.
fn main() {
    let t0 = std::time::Instant::now();
    let source = huiqi::catalogue::Source::embedded();
    let t1 = std::time::Instant::now();
    let c = huiqi::catalogue::load(&source, huiqi::day::today()).unwrap();
    let t2 = std::time::Instant::now();
    let p = c.unknown_profile();
    let a = huiqi::assess::assess(&c, &p);
    let t3 = std::time::Instant::now();
    println!("source {:?} load {:?} assess {:?} {}", t1-t0, t2-t1, t3-t2, a.findings.len());
    match huiqi::catalogue::test(&source, huiqi::day::today()) {
        Ok((n, p)) => {print!("{}", huiqi::problem::render(&p, &source.files, huiqi::language::Language::English, false)); println!("{n:?} {}", p.len())}
        Err(p) => println!("{}", p.len()),
    }
    println!("{:?}", t3.elapsed());
}
