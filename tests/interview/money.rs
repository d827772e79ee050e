//! Amounts as people write them.

use crate::person::{Person, applicant, squeezed};
use crate::{VENTURE_INVESTOR, WIDTHS};

const WRITTEN: [&str; 5] = ["300万元", "3百万", "0.03亿", "３００万", "3,000,000"];

fn at_paid_in_capital(options: &[&str], columns: u16) -> Person {
    let mut person = Person::begin(options, columns);
    person.answer_up_to(Some("paid-in-capital"), &applicant(VENTURE_INVESTOR));
    person
}

#[test]
fn one_amount_written_in_five_ways_is_said_back_as_one() {
    for (options, columns) in [(&[][..], 80), (&["--plain"][..], 40)] {
        for written in WRITTEN {
            let mut person = at_paid_in_capital(options, columns);
            person.answer(&format!("{written}\r"));
            person.terminal.wait_for("✓ 实缴资金:300万元");
        }
    }
}

#[test]
fn a_wrong_amount_stays_on_the_line_and_is_corrected_there() {
    for columns in WIDTHS {
        let mut person = at_paid_in_capital(&[], columns);
        person.terminal.send("很多\r");
        person.terminal.wait_for("「很多」");
        person.terminal.wait_for_cursor("› 很多", 6, |row| row == "› 很多");
        assert!(squeezed(&person.terminal.screen()).contains("「很多」看不出是多少;写成「2.5亿元」"));
        person.answer("\u{7f}\u{7f}300万元\r");
        person.terminal.wait_for("✓ 实缴资金:300万元");
    }
}

#[test]
fn a_wrong_amount_in_the_plain_face_is_named_and_asked_again() {
    for columns in WIDTHS {
        let mut person = at_paid_in_capital(&["--plain"], columns);
        person.terminal.send("很多\r");
        person.terminal.wait_for("「很多」");
        person.wait_asked(Some("paid-in-capital"));
        person.answer("300万元\r");
        person.terminal.wait_for("✓ 实缴资金:300万元");
    }
}
