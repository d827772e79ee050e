//! The command `huiqi`.
fn main() {
    let c = huiqi::catalogue::load_embedded(huiqi::day::today()).unwrap();
    if std::env::args().len() > 1 {
    let t = std::time::Instant::now();
    let p = c.unknown_profile();
    std::hint::black_box(huiqi::assess::assess(&c, &p));
    println!("{:?}", t.elapsed());
    let source = huiqi::catalogue::Source::embedded();
    println!("{:?}", huiqi::catalogue::check(&source, huiqi::day::today()).1.len());
    println!("{:?}", huiqi::catalogue::test(&source, huiqi::day::today()).unwrap());
    }
    std::process::exit(0);
}
