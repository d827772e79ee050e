//! Where forms go, and in which format.

use crate::{form, headings, huiqi};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::fs;
use std::io::Read;
use std::path::Path;

#[test]
fn the_ending_of_the_file_tells_the_format() {
    let folder = tempfile::tempdir().unwrap();
    for (name, format) in [("a.xlsx", "xlsx"), ("a.CSV", "csv"), ("a.toml", "toml")] {
        let path = folder.path().join(name);
        assert_eq!(huiqi(&["template", "-o", path.to_str().unwrap()]), (0, Vec::new(), String::new()));
        assert_eq!(fs::read(&path).unwrap(), form(format, "zh", &[]), "{name}");
        assert_eq!(form(format, "zh", &["-o", "-"]), form(format, "zh", &[]), "{name}");
    }
}

#[test]
fn a_file_that_is_there_stays_without_force() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clients.xlsx");
    fs::write(&path, "300 clients").unwrap();
    let arguments = ["template", "-o", path.to_str().unwrap()];
    let (code, _, said) = huiqi(&arguments);
    assert_eq!((code, fs::read(&path).unwrap().as_slice()), (1, b"300 clients".as_slice()));
    assert!(said.contains("--force"), "{said}");
    assert_eq!(huiqi(&[arguments.as_slice(), &["--force"]].concat()).0, 0);
    assert!(fs::read(&path).unwrap().starts_with(b"PK"));
}

#[test]
fn without_a_format_the_program_says_how_to_name_one() {
    let (code, out, said) = huiqi(&["template"]);
    assert_eq!((code, out.len()), (2, 0));
    assert!(said.contains("huiqi template -o 客户.xlsx"), "{said}");
    let (code, _, said) = huiqi(&["template", "-o", "clients.ods", "--lang", "en"]);
    assert_eq!(code, 2);
    assert!(said.contains("`clients.ods`") && said.contains(".xlsx, .csv or .toml"), "{said}");
}

#[test]
fn a_workbook_is_not_shown_on_a_terminal() {
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_huiqi"));
    command.args(["template", "--format", "xlsx", "--lang", "zh"]);
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut said = Vec::new();
    // The other end of a terminal that is gone is an error on some systems.
    let _ = pair.master.try_clone_reader().unwrap().read_to_end(&mut said);
    let said = String::from_utf8_lossy(&said);
    assert_eq!(child.wait().unwrap().exit_code(), 2);
    assert!(said.contains("-o 客户.xlsx") && !said.contains("PK"), "{said}");
}

#[test]
fn every_form_is_the_same_each_time_it_is_made() {
    for format in ["xlsx", "csv", "toml"] {
        assert!(form(format, "zh", &[]) == form(format, "zh", &[]), "{format}");
    }
}

#[test]
fn csv_is_one_row_that_excel_reads_as_it_is() {
    let text = String::from_utf8(form("csv", "zh", &[])).unwrap();
    assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
    assert_eq!(text.matches('\n').count(), 1);
}

#[test]
fn headings_say_what_their_columns_count_in() {
    let expected = [
        ("名称", "Name"),
        ("统一社会信用代码", "Credit code"),
        ("编号", "Your reference"),
        ("主营业务", "Line of business"),
        ("登记日期", "Date of registration"),
        ("在青岛登记注册(是/否)", "Registered in Qingdao (yes/no)"),
        ("实缴资金(万元)", "Paid-in capital (yuan)"),
        ("地方税收贡献(第1年)(万元)", "Local tax contribution (year 1) (yuan)"),
        ("地方税收贡献(第3年)(万元)", "Local tax contribution (year 3) (yuan)"),
        ("培养人数(人)", "People trained (people)"),
    ];
    let (zh, en) = (headings("zh", &[]), headings("en", &[]));
    assert_eq!(zh.len(), en.len());
    for (heading, english) in expected {
        let at = zh.iter().position(|it| it == heading).unwrap_or_else(|| panic!("{heading}"));
        assert_eq!(en[at], english);
    }
    assert_eq!(zh[..3], ["名称", "统一社会信用代码", "编号"]);
}

/// A catalogue may call a fact what a spreadsheet takes for a formula.
#[test]
fn no_heading_of_a_form_is_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/base");
    let facts = fs::read_to_string(base.join("facts.toml")).unwrap();
    fs::write(folder.path().join("facts.toml"), facts.replace("\"实缴资金\"", "\"=实缴资金\"")).unwrap();
    fs::create_dir(folder.path().join("demo")).unwrap();
    for file in fs::read_dir(base.join("demo")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), folder.path().join("demo").join(file.file_name())).unwrap();
    }
    let arguments = ["template", "--format", "csv", "--catalogue", folder.path().to_str().unwrap()];
    let (code, form, said) = huiqi(&arguments);
    assert_eq!((code, said.as_str()), (0, ""));
    assert!(String::from_utf8(form).unwrap().contains(",'=实缴资金(万元),"));
}
