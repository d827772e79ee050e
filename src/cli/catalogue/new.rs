//! `huiqi catalogue new`: a first draft of a catalogue, from the text of a document.

use super::super::options::{option, options, path};
use super::super::{Context, Exit, Stop};
use crate::batch::encoding;
use crate::catalogue::drafting::{Drafted, LONGEST, MOST_CLAUSES, Undraftable, draft};
use crate::harmless::harmless;
use crate::language::{Language, Text};
use crate::problem::io_words;
use crate::shell::shell_path;
use clap::{Arg, ArgMatches, Command};
use std::io::Read;
use std::path::{Path, PathBuf};

/// How much of a file is read, in bytes: enough to see that its text is too long, in any encoding.
const MOST_READ: u64 = 4 << 20;

/// The command as it can be typed.
pub(super) fn command(language: Language) -> Command {
    let say = |zh: &'static str, en: &'static str| language.pick(zh, en);
    let text = Arg::new("text")
        .value_name(say("全文", "TEXT"))
        .required(true)
        .help(say(
            "文件全文的纯文本;- 表示标准输入",
            "The whole text of the document, as plain text; - for standard input",
        ))
        .help_heading(say("参数", "Arguments"));
    let folder = Arg::new("output")
        .short('o')
        .long("output")
        .value_name(say("文件夹", "FOLDER"))
        .help(say("写到这个新文件夹,文件夹名就是文件的 id", "Write this new folder; its name is the document's id"))
        .help_heading(options(language))
        .conflicts_with("as");
    let id = say(
        "文件的 id;写到 --catalogue 的文件夹里,不写就取全文的文件名",
        "The document's id, in the folder of --catalogue; if not given, the name of TEXT",
    );
    Command::new("new")
        .about(say(
            "从文件全文起草:分好条款,每句话留待决定",
            "Draft from a text: its clauses, every sentence left to be decided on",
        ))
        .arg(path(text))
        .arg(path(folder))
        .arg(option("as", "ID", id, language))
}

/// Runs it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<Exit, Stop> {
    let path = matches.get_one::<PathBuf>("text").cloned().unwrap_or_default();
    let folder = folder(context, matches, &path)?;
    let text = read(&path)?;
    let drafted = draft(&text).map_err(|why| Stop::Message(Exit::Failed, undraftable(&path, why)))?;
    put(&folder, &drafted).map_err(|what| Stop::Message(Exit::Failed, what))?;
    let language = context.language();
    for open in drafted.open.iter().filter(|_| !context.output.quiet) {
        context.output.say_line(&format!("{}: {}", language.pick("待定", "open"), open.get(language)));
    }
    let (clauses, sentences, shown) = (drafted.clauses, drafted.sentences, harmless(&folder.to_string_lossy()));
    let catalogue = folder.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let catalogue = shell_path(catalogue);
    context.deliver(&language.pick(
        format!("已起草「{shown}」:{clauses} 个条款,{sentences} 句待定\n下一步:huiqi catalogue coverage --catalogue {catalogue}\n"),
        format!("drafted `{shown}`: clauses: {clauses}, sentences to be decided on: {sentences}\nnext: huiqi catalogue coverage --catalogue {catalogue}\n"),
    ))
}

/// Where the draft goes.
fn folder(context: &Context, matches: &ArgMatches, text: &Path) -> Result<PathBuf, Stop> {
    let (folder, id) = match matches.get_one::<PathBuf>("output").cloned() {
        Some(folder) => {
            let id = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            (folder, id)
        }
        None => {
            let stem = || text.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            let id = matches.get_one::<String>("as").cloned().or_else(stem).unwrap_or_default();
            (context.folder.clone().unwrap_or_default().join(&id), id)
        }
    };
    let word = |word: &str| !word.is_empty() && word.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    if !id.split('-').all(word) {
        let what = Text::new(
            format!(
                "「{id}」不能作文件的 id;用 --as 写一个,只用小写字母和数字,词与词之间用一个 - 连接,如 --as yunling-logistics-2024"
            ),
            format!(
                "`{id}` is no id for a document; give one with --as, words of small letters and digits joined by -, such as --as yunling-logistics-2024"
            ),
        );
        return Err(Stop::Message(Exit::Usage, what));
    }
    if std::fs::symlink_metadata(&folder).is_ok() {
        return Err(Stop::Message(Exit::Failed, exists(&folder)));
    }
    Ok(folder)
}

fn exists(folder: &Path) -> Text {
    let shown = folder.display();
    Text::new(
        format!("「{shown}」已经存在,不会覆盖;换一个 id,或先移走它"),
        format!("`{shown}` exists already and is not overwritten; choose another id, or move it away"),
    )
}

/// The text of a file, or of standard input for `-`, whatever its encoding, without a byte order mark.
fn read(path: &Path) -> Result<String, Stop> {
    let failed = |error: std::io::Error| {
        let (shown, why) = (path.display(), io_words(&error));
        let what = Text::new(format!("读不了「{shown}」:{}", why.zh), format!("cannot read `{shown}`: {}", why.en));
        Stop::Message(Exit::Failed, what)
    };
    let mut bytes = Vec::new();
    let from: Box<dyn Read> = if path == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(std::fs::File::open(path).map_err(failed)?)
    };
    from.take(MOST_READ).read_to_end(&mut bytes).map_err(failed)?;
    let (text, _, _) = encoding::of(bytes.as_slice(), true).map_err(failed)?.decode(&bytes);
    Ok(text.into_owned())
}

fn undraftable(path: &Path, why: Undraftable) -> Text {
    let shown = path.display();
    match why {
        Undraftable::Empty => Text::new(
            format!("「{shown}」里没有一句话;把文件全文存成纯文本"),
            format!("there is no sentence in `{shown}`; save the whole document as plain text"),
        ),
        Undraftable::Garbled(line) => Text::new(
            format!("{shown}:{line}: 这一行有认不出的字;把文件全文另存为 UTF-8 的纯文本"),
            format!("{shown}:{line}: a letter on this line cannot be read; save the document as plain text in UTF-8"),
        ),
        Undraftable::Unseen(line, sign) => {
            let number = u32::from(sign);
            Text::new(
                format!("{shown}:{line}: 这一行有看不见的字符 U+{number:04X};删去它再试"),
                format!("{shown}:{line}: U+{number:04X}, which nobody sees, stands on this line; take it out"),
            )
        }
        Undraftable::TooLong => Text::new(
            format!("「{shown}」太长,超过 {} KiB;只留一份文件的全文", LONGEST >> 10),
            format!("`{shown}` is longer than {} KiB; keep the text of one document", LONGEST >> 10),
        ),
        Undraftable::TooMany => Text::new(
            format!("「{shown}」的条款超过 {MOST_CLAUSES} 个;只留一份文件的全文"),
            format!("`{shown}` has more than {MOST_CLAUSES} clauses; keep the text of one document"),
        ),
        Undraftable::Again(first, second) => Text::new(
            format!("{shown}:{second}: 从这一行起的内容与第 {first} 行起的文字相同,引用时分不开;两处只留一处"),
            format!(
                "{shown}:{second}: what begins here has the same words as what begins on line {first}, so that quotes cannot tell them apart; keep one of them"
            ),
        ),
        Undraftable::Twice(first, second) => Text::new(
            format!("{shown}:{second}: 这一条款的编号在第 {first} 行已经有了;附件或另一份文件的正文请删去或另存"),
            format!(
                "{shown}:{second}: a clause of this number stands on line {first} already; take out appendices and other documents"
            ),
        ),
    }
}

/// Writes the files beside their folder, and puts it in its place when it is whole.
fn put(folder: &Path, drafted: &Drafted) -> Result<(), Text> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: std::io::Error| {
        let (shown, why) = (folder.display(), io_words(&error));
        if error.kind() == std::io::ErrorKind::NotFound {
            let parent = parent.display();
            return Text::new(
                format!("写不了「{shown}」:没有文件夹「{parent}」"),
                format!("cannot write `{shown}`: there is no folder `{parent}`"),
            );
        }
        Text::new(format!("写不了「{shown}」:{}", why.zh), format!("cannot write `{shown}`: {}", why.en))
    };
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    let beside = builder.prefix(".huiqi-").tempdir_in(parent).map_err(failed)?;
    for (name, contents) in &drafted.files {
        std::fs::write(beside.path().join(name), contents).map_err(failed)?;
    }
    if std::fs::symlink_metadata(folder).is_ok() {
        return Err(exists(folder));
    }
    std::fs::rename(beside.path(), folder).map_err(failed)
}
