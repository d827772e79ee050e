//! A catalogue of many measures and facts with gates of the shapes that the shipped one has.

use huiqi::catalogue::Source;

/// Kinds of applicant and lines of business.
const KINDS: usize = 8;
const LINES: usize = 40;

/// So many measures over so many facts: the kind of applicant switches on the line of business,
/// a line its plans, and a plan yes-no facts, amounts and titles.
pub fn large(measures: usize, facts: usize) -> Source {
    let name = "{ zh = \"文件\", en = \"document\" }";
    let policy = format!(
        "title = {name}\nnumber = \"一号\"\nissuer = {name}\nadopted = \"2020-01-01\"\npublished = \"2020-01-01\"\n"
    );
    let files = vec![
        ("facts.toml".to_owned(), written_facts(facts)),
        ("large/policy.toml".to_owned(), policy),
        ("large/1-clause.toml".to_owned(), written_measures(measures, facts)),
    ];
    Source::of(files)
}

/// The line of business to which a fact belongs.
fn line_of(fact: usize) -> usize {
    fact % LINES
}

fn written_facts(facts: usize) -> String {
    let label = |zh: &str, at: usize| format!("{{ zh = \"{zh}{at}\", en = \"{zh} {at}\" }}");
    let mut text: String =
        (0..15).map(|at| format!("[[topic]]\nid = \"topic-{at}\"\nlabel = {}\n", label("主题", at))).collect();
    let choices = |of: &str, number: usize| {
        let choice = |at| format!("{{ id = \"{of}-{at}\", zh = \"{of}{at}\", en = \"{of} {at}\" }}");
        format!("choices = [{}]\n", (0..number).map(choice).collect::<Vec<_>>().join(", "))
    };
    for at in 0..facts {
        let (line, words) = (line_of(at), label("信息", at));
        let (form, gate) = match at {
            0 => (format!("type = \"choices\"\nfixed = true\n{}", choices("kind", KINDS)), None),
            1 => (
                format!("type = \"choices\"\nfixed = true\n{}", grouped_lines()),
                Some("fact-0 = [\"kind-0\", \"kind-1\"]".to_owned()),
            ),
            _ if at < 2 + LINES => {
                (format!("type = \"choices\"\n{}", choices("plan", 9)), Some(format!("fact-1 = \"line-{line}\"")))
            }
            _ => {
                let plans = plans_of(line);
                let gate = format!("fact-{plans} = \"plan-{}\"", at / LINES % 9);
                let form = match at / LINES % 4 {
                    0 | 1 => "type = \"yes-no\"\n".to_owned(),
                    2 => "type = \"money\"\n".to_owned(),
                    _ => "type = \"choice\"\nchoices = [{ id = \"held\", zh = \"有\", en = \"held\" }, { id = \"none\", zh = \"没有\", en = \"none\" }]\n".to_owned(),
                };
                (form, Some(gate))
            }
        };
        let gate = gate.map_or(String::new(), |gate| format!("ask-when = {{ {gate} }}\n"));
        let topic = at % 15;
        text += &format!(
            "[[fact]]\nid = \"fact-{at}\"\ntopic = \"topic-{topic}\"\nlabel = {words}\nquestion = {words}\nhelp = {words}\n{form}{gate}"
        );
    }
    text
}

fn grouped_lines() -> String {
    let group = |at| format!("{{ id = \"group-{at}\", zh = \"组{at}\", en = \"group {at}\" }}");
    let line =
        |at| format!("{{ id = \"line-{at}\", group = \"group-{}\", zh = \"行业{at}\", en = \"line {at}\" }}", at / 8);
    let groups: Vec<String> = (0..LINES.div_ceil(8)).map(group).collect();
    let lines: Vec<String> = (0..LINES).map(line).collect();
    format!("groups = [{}]\nchoices = [{}]\n", groups.join(", "), lines.join(", "))
}

/// The fact of the plans of a line.
fn plans_of(line: usize) -> usize {
    (2..2 + LINES).find(|at| line_of(*at) == line).unwrap()
}

fn written_measures(measures: usize, facts: usize) -> String {
    let mut text = String::from("clause = \"一\"\ntitle = { zh = \"条款\", en = \"clause\" }\n");
    for at in 0..measures {
        let fact = 2 + at % (facts - 2);
        let requirement = if fact < 2 + LINES {
            format!("fact-{fact} = \"plan-{}\"", at % 9)
        } else {
            match fact / LINES % 4 {
                0 | 1 => format!("fact-{fact} = true"),
                2 => format!("fact-{fact} = {{ at-least = \"{}万元\" }}", 100 * (1 + at % 7)),
                _ => format!("fact-{fact} = \"held\""),
            }
        };
        let also = if at % 3 == 0 {
            format!("fact-{} = \"plan-{}\"\n", plans_of(line_of(fact)), fact / LINES % 9)
        } else {
            String::new()
        };
        let also = if also.starts_with(&format!("fact-{fact} ")) { String::new() } else { also };
        let line = line_of(fact);
        text += &format!(
            "[[measure]]\nid = \"measure-{at}\"\ntitle = {{ zh = \"措施{at}\", en = \"measure {at}\" }}\nquote = \"原文\"\n\
             for = {{ fact-1 = \"line-{line}\" }}\n[measure.when]\n{requirement}\n{also}[[measure.support]]\nkind = \"award\"\n\
             amount = {{ exactly = \"{}万元\" }}\n",
            10 + at
        );
    }
    text
}
