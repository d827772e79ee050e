//! Names that are alike for a long way are told apart wherever they are shown.

use crate::desk::Desk;

/// The pages of two clients whose names share so many letters and differ in the last: HTML, then Markdown.
fn pages(shared: usize) -> [String; 2] {
    let desk = Desk::new();
    let shared = "名".repeat(shared);
    desk.put("in.csv", format!("名称,申报主体类型\n{shared}甲,企业\n{shared}乙,企业\n"));
    ["html", "markdown"].map(|form| desk.batch("in.csv", &["--to", form, "-q"]).text().to_owned())
}

#[test]
fn a_name_of_up_to_a_thousand_letters_stands_whole_above_what_holds_for_its_client() {
    for shared in [39, 160, 999] {
        let [html, markdown] = pages(shared);
        let name = "名".repeat(shared);
        for (number, last) in [(1, '甲'), (2, '乙')] {
            assert!(html.contains(&format!("<h2>{number}. {name}{last}</h2>")), "{shared}");
            assert!(markdown.contains(&format!("\n## {number}. {name}{last} · 截至 ")), "{shared}");
        }
    }
}

#[test]
fn where_a_name_is_cut_its_number_tells_it_from_others_above_and_in_the_overview() {
    let [html, markdown] = pages(300_000);
    let (above, listed) = (format!("{}……", "名".repeat(1_000)), format!("{}……", "名".repeat(40)));
    for number in [1, 2] {
        assert!(html.contains(&format!("<h2>{number}. {above}</h2>")));
        assert!(html.contains(&format!("<a href=\"#client-{number}\">{number}. {listed}</a>")));
        assert!(markdown.contains(&format!("\n## {number}. {above} · 截至 ")));
        assert!(markdown.contains(&format!("\n| {number}. {listed} | ")));
    }
    // A short name is listed whole.
    let [html, markdown] = pages(39);
    assert!(html.contains(&format!(">2. {}乙</a>", "名".repeat(39))));
    assert!(markdown.contains(&format!("| 2. {}乙 |", "名".repeat(39))));
}
