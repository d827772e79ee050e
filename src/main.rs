//! The command `huiqi`.
fn main() {
    let source = huiqi::catalogue::Source::embedded();
    let t = std::time::Instant::now();
    let (l, p) = huiqi::catalogue::check(&source, huiqi::day::today());
    print!("{}", huiqi::problem::render(&p, &source.files, huiqi::language::Language::English, false));
    println!("{} {} {} {:?}", l.catalogue.measures.len(), l.catalogue.facts.len(), p.len(), t.elapsed());
    let t = std::time::Instant::now();
    match huiqi::catalogue::test(&source, huiqi::day::today()) {
        Ok((n, p)) => {print!("{}", huiqi::problem::render(&p, &source.files, huiqi::language::Language::English, false)); println!("{n:?} {}", p.len())}
        Err(p) => println!("{}", p.len()),
    }
    println!("{:?}", t.elapsed());
}
