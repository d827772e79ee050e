//! A blank profile with every fact as a comment.

use super::words::example;
use super::{Column, Form};
use crate::fact::{Fact, FactId, Kind};
use crate::profile_file::{comment, list, quoted};
use crate::report::table::wrap;
use toml_writer::{ToTomlKey, TomlKeyBuilder};

/// How many columns a line of a comment takes at most.
const WIDTH: usize = 96;

/// The form as a profile in TOML: what each fact asks and means, then a line with an example, all of
/// it commented out.
pub fn toml(form: &Form<'_>) -> String {
    let mut page = Page { text: String::new() };
    let say = |zh: &'static str, en: &'static str| form.language.pick(zh, en);
    page.say("", say("申报主体档案(空白)", "Profile of an applicant (blank)"));
    form.policies().iter().for_each(|policy| page.say("", policy));
    page.say("", &form.origin());
    page.say(
        "",
        say(
            "知道哪一项,就去掉那一行开头的“# ”,把例子改成实际情况;没有去掉的行表示还没问。问过但不清楚的,填 \"?\"。",
            "Where you know a fact, take the # away before its line and put the true value for the example. Lines left as they are were not asked; write \"?\" for what was asked and is not known.",
        ),
    );
    page.blank();
    page.example("name", &quoted(say("某某有限公司", "Example Ltd")));
    page.example("id", &quoted("A-001"));
    page.blank();
    page.line("[facts]");
    for (id, fact) in form.facts() {
        page.blank();
        page.fact(form, id, fact);
    }
    page.text
}

struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn blank(&mut self) {
        self.line("");
    }

    /// A comment of as many lines as it takes.
    fn say(&mut self, indent: &str, words: &str) {
        let rest = format!("# {indent}{}", if indent.is_empty() { "" } else { "  " });
        for line in words.lines() {
            let lines = wrap(&comment(line), WIDTH, &format!("# {indent}"), &rest);
            self.line(&lines);
        }
    }

    fn example(&mut self, key: &str, value: &str) {
        let key = TomlKeyBuilder::new(key).as_default().to_toml_key();
        self.line(&format!("# {key} = {value}"));
    }

    fn fact(&mut self, form: &Form<'_>, id: FactId, fact: &Fact) {
        let language = form.language;
        let column = Column::Fact { id, fact, year: None };
        let (label, question) = (fact.label.get(language), form.question(column));
        self.say("", &language.pick(format!("【{label}】{question}"), format!("[{label}] {question}")));
        self.say("", fact.help.get(language));
        if form.condition(id).is_some() {
            self.say("", &form.when(column));
        }
        for choice in fact.choices.iter() {
            let (code, label) = (&choice.id, choice.label.get(language));
            let help = choice.help.as_ref().map(|help| help.get(language));
            let help = help.map(|help| language.pick(format!(":{help}"), format!(": {help}"))).unwrap_or_default();
            self.say("  ", &format!("{code}  {label}{help}"));
        }
        if fact.kind == Kind::Choices {
            let none = language.pick("[] 表示以上都不是", "[] if none of these holds");
            self.say("  ", none);
        }
        let one = quoted(&example(fact, language));
        let value = match fact.kind {
            Kind::Choices => {
                let chosen = form.kinds.of(id).iter().filter_map(|at| fact.choices.get(*at));
                let mut codes: Vec<&str> = chosen.map(|choice| choice.id.as_str()).collect();
                if codes.is_empty() {
                    codes.extend(fact.choices.iter().take(2).map(|choice| choice.id.as_str()));
                }
                list(&codes)
            }
            Kind::YearlyMoney { years } => format!("[{}]", vec![one; years].join(", ")),
            _ => one,
        };
        self.example(&fact.id, &value);
    }
}
