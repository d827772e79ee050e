//! The offices that a paragraph names at its end: (责任单位:…), 牵头单位:….

/// How a list of offices is introduced.
const ROLES: [&str; 6] = ["责任", "牵头", "配合", "主办", "协办", "负责"];
const BODIES: [&str; 2] = ["单位", "部门"];
const BRACKETS: [(char, char); 5] = [('(', ')'), ('（', '）'), ('【', '】'), ('[', ']'), ('〔', '〕')];

/// The text without its closing (责任单位:…), and the offices that this names.
pub(super) fn without_offices(body: &str) -> (&str, Vec<String>) {
    if let Some(list) = introduced(body).filter(|rest| rest.starts_with([':', '：'])) {
        return ("", names(list));
    }
    let ended = body.trim_end_matches(|letter: char| letter.is_whitespace() || "。;；".contains(letter));
    for (open, close) in BRACKETS {
        let Some(inner) = ended.strip_suffix(close) else { continue };
        for (at, _) in inner.rmatch_indices(open) {
            let (text, list) = inner.split_at_checked(at).unwrap_or((inner, ""));
            if let Some(list) = list.strip_prefix(open).and_then(introduced) {
                return (text, names(list));
            }
        }
    }
    (body, Vec::new())
}

/// What stands behind the words that introduce a list of offices.
fn introduced(text: &str) -> Option<&str> {
    let rest = ROLES.iter().find_map(|role| text.strip_prefix(role))?;
    BODIES.iter().find_map(|body| rest.strip_prefix(body))
}

fn names(list: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in list.split(['、', ',', '，', ';', '；']) {
        let part = part.trim();
        let name = introduced(part).unwrap_or(part).trim_start_matches([':', '：']).trim().trim_end_matches('。');
        if !name.is_empty() && !names.iter().any(|other| other == name) {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_stand_in_brackets_at_the_end_or_on_a_line_of_their_own() {
        for (body, text, offices) in [
            ("给予奖励。(责任单位:县商务局、县财政局)", "给予奖励。", vec!["县商务局", "县财政局"]),
            ("给予奖励(责任部门：县商务局)。", "给予奖励", vec!["县商务局"]),
            (
                "给予奖励。（牵头单位：县商务局；配合单位：县财政局、县税务局）",
                "给予奖励。",
                vec!["县商务局", "县财政局", "县税务局"],
            ),
            ("给予奖励。【责任单位:县行政审批局(大厅)】", "给予奖励。", vec!["县行政审批局(大厅)"]),
            ("责任单位:县商务局,县财政局。", "", vec!["县商务局", "县财政局"]),
            ("对企业(含分支机构)", "对企业(含分支机构)", vec![]),
            ("责任单位要加强监督。", "责任单位要加强监督。", vec![]),
        ] {
            assert_eq!(without_offices(body), (text, offices.into_iter().map(str::to_owned).collect()), "{body}");
        }
    }
}
