//! Numbers and texts of spreadsheets as their format shows them.

use super::cell::Cell;
use super::section::Shows;
use super::sections::Sections;
use rust_decimal::Decimal;

/// A number with what its format adds: a percent sign, a unit such as 万元, a currency, noughts before it.
///
/// A format may also show a number in 万 without changing it: then the number is in 元. One to
/// which nothing is added stays a number; one that no section of its format shows is `####` in the cell. Where the
/// format shows words, these count, as 不详 for 0; and where it shows nothing, or something that the number is not,
/// the cell says so.
pub fn number(value: f64, format: &str) -> Cell {
    let bare = Cell::number(value);
    let Cell::Number(digits) = &bare else { return bare };
    let Ok(number) = Decimal::from_str_exact(digits) else { return bare };
    if format.trim().is_empty() {
        return bare;
    }
    match Sections::of(format).number(number) {
        None => Cell::Fault("####".to_owned()),
        Some(Shows::Words(words)) => Cell::Text(words),
        Some(Shows::Otherwise) => Cell::ShownOtherwise { holds: digits.clone(), format: format.to_owned() },
        Some(Shows::Digits { before, percents, behind, least }) => {
            let shown = (0..percents).try_fold(number, |number, _| number.checked_mul(Decimal::ONE_HUNDRED));
            let Some(shown) = shown.map(|number| number.normalize()) else { return bare };
            let percent = "%".repeat(percents);
            let whole = shown.scale() == 0 && !shown.is_sign_negative();
            let shown = if whole { format!("{shown:0>least$}") } else { shown.to_string() };
            if before.is_empty() && percent.is_empty() && behind.is_empty() && shown == *digits {
                return bare;
            }
            Cell::Text(format!("{before}{shown}{percent}{behind}"))
        }
    }
}

/// A text with what its format adds, as in `@"万元"`; where the format hides it or shows something else, the cell
/// says so.
pub fn text(text: &str, format: &str) -> Cell {
    // Most formats are for numbers alone.
    if text.trim().is_empty() || format == "@" || !format.contains(['@', ';']) {
        return Cell::Text(text.to_owned());
    }
    let otherwise = || Cell::ShownOtherwise { holds: text.to_owned(), format: format.to_owned() };
    Sections::of(format).text(text).map_or_else(otherwise, Cell::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: f64, format: &str) -> String {
        match number(value, format) {
            Cell::Text(text) => text,
            other => panic!("{format} adds nothing: {other:?}"),
        }
    }

    #[test]
    fn a_number_is_read_as_its_format_shows_it() {
        for (value, format, text) in [
            (0.25, "0%", "25%"),
            (0.255, "0.00%", "25.5%"),
            (0.07, "0%", "7%"),
            (2500.0, "0.00\"%\"", "2500%"),
            (300.0, "#,##0\"万元\"", "300万元"),
            (300.0, "General\"万元\"", "300万元"),
            (300.0, "G/通用格式\"万元\"", "300万元"),
            (2500.0, "#,##0万元", "2500万元"),
            (2500.0, "0\\万\\元", "2500万元"),
            (2500.0, "0!万!元", "2500万元"),
            (2500.0, "#,##0\"元\"", "2500元"),
            (2500.0, "0\"百万\"", "2500百万"),
            (2500.0, "0\"百万元\"", "2500百万元"),
            (2500.0, "0\"千万元\"", "2500千万元"),
            (2500.0, "0\"十亿\"", "2500十亿"),
            (2500.0, "0.00 \" 万元\" ;[Red]0\"美元\"", "2500万元"),
            (2500.0, "[>100]0\"万元\";0", "2500万元"),
        ] {
            assert_eq!(shown(value, format), text, "{format}");
        }
    }

    #[test]
    fn a_number_that_is_shown_divided_is_in_yuan() {
        for (format, text) in [
            ("0!.0,\"万\"", "2500元"),
            ("0\".\"#,\"万\"", "2500元"),
            ("0.00,\"千元\"", "2500元"),
            ("0.0,,\"百万\"", "2500元"),
            ("0.00,,\\百\\万\\元", "2500元"),
            ("0\\.0000\"万元\"", "2500元"),
            ("0!.0000\"万元\"", "2500元"),
            ("0!.00,,\"亿元\"", "2500元"),
            ("#,##0,", "2500元"),
            ("0!.0000\"亿元\"", "2500万元"),
            ("0!.0000\"万美元\"", "2500美元"),
        ] {
            assert_eq!(shown(2500.0, format), text, "{format}");
        }
    }

    #[test]
    fn a_currency_stays_with_its_number() {
        for (format, text) in [
            ("#,##0\"万美元\"", "2500万美元"),
            ("0\"美元\"", "2500美元"),
            ("[$$-409]#,##0", "$2500"),
            ("[$$-409]#,##0;[Red]-[$$-409]#,##0", "$2500"),
            ("\"US$\"0", "US$2500"),
            ("$#,##0.00", "$2500"),
            ("[$€-2]0", "€2500"),
            ("[$USD]0", "USD2500"),
            ("#,##0\\ [$EUR]", "2500EUR"),
            ("[$¥-804]#,##0", "¥2500"),
            ("[$¥-1004]#,##0", "¥2500"),
            ("[$¥-30804]#,##0", "¥2500"),
            ("[$¥-zh-CN]#,##0", "¥2500"),
            ("[$¥]#,##0", "¥2500"),
            ("[$¥-411]#,##0", "[$¥-411]2500"),
            ("[$￥-411]#,##0", "[$￥-411]2500"),
            ("[$¥-ja-JP]#,##0", "[$¥-ja-JP]2500"),
            ("₩#,##0", "₩2500"),
            ("[$₩-412]#,##0", "₩2500"),
            ("#,##0\\ ฿", "2500฿"),
            ("[$￥-804]#,##0", "￥2500"),
            ("_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ", "¥2500"),
        ] {
            assert_eq!(shown(2500.0, format), text, "{format}");
        }
    }

    #[test]
    fn of_several_sections_the_one_that_is_for_the_number_counts() {
        let by_size = "[>=100000000]0!.00,,\"亿\";[>=10000]0!.0,\"万\";0\"元\"";
        for (value, format, text) in [
            (300.0, "[>=10000]0\"元\";0\"万元\"", "300万元"),
            (10000.0, "[>=10000]0\"元\";0\"万元\"", "10000元"),
            (3.0, "[>100]0\"亿\";0\"万\"", "3万"),
            (100.0, "[>100]0\"亿\";0\"万\"", "100万"),
            (101.0, "[Red][>100]0\"亿\";0\"万\"", "101亿"),
            (7.0, "[<>7]0\"万\";[=7]0\"亿\"", "7亿"),
            (-3.0, "[<-2.5]0\"万\";[<0]0\"亿\";0", "-3万"),
            (-2.5, "[<-2.5]0\"万\";[<0]0\"亿\";0", "-2.5亿"),
            (250000000.0, by_size, "250000000元"),
            (25000.0, by_size, "25000元"),
            (300.0, by_size, "300元"),
            (-5.0, "0\"万元\"", "-5万元"),
            (-5.0, "0\"万元\";-0\"元\"", "-5元"),
            (-5.0, "#,##0\"万元\";[Red]\"(\"#,##0\"万元)\"", "-5万元"),
            (0.0, "0\"万元\";-0\"万元\";\"-\"", "0万元"),
            (0.0, "_ \"¥\"* #,##0_ ;_ \"¥\"* -#,##0_ ;_ \"¥\"* \"-\"??_ ;_ @_ ", "¥0"),
            (0.0, "0\"万元\";-0\"万元\";;@", "0万元"),
            (0.0, "0\"万元\";-0\"万元\";0\"元\"", "0元"),
        ] {
            assert_eq!(shown(value, format), text, "{value} in {format}");
        }
        assert_eq!(number(50.0, "[>100]0\"万元\";0"), Cell::Number("50".to_owned()));
        assert_eq!(number(150.0, "[<100]0\"元\";[>=200]0\"万元\""), Cell::Fault("####".to_owned()));
    }

    #[test]
    fn a_number_to_which_nothing_is_added_stays_one() {
        for format in [
            "",
            "General",
            "@",
            "0.00",
            "#,##0.00",
            "#,##0.00_);[Red](#,##0.00)",
            "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)",
            "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
            "[$-804]0",
            "[Red]0",
            "0.00E+00",
            "0 ",
            "0;\"万元\"",
            "#\\,##0",
        ] {
            assert_eq!(number(2500.0, format), Cell::Number("2500".to_owned()), "{format}");
        }
    }

    #[test]
    fn words_that_stand_for_a_number_count_and_not_the_number() {
        for (value, format, words) in [
            (0.0, "0\"万元\";-0\"万元\";\"不详\"", "不详"),
            (300.0, "\"面议\"", "面议"),
            (300.0, "[>=1000]0\"元\";\"待定\"", "待定"),
            (-5.0, "0;\"亏损\"", "亏损"),
        ] {
            assert_eq!(shown(value, format), words, "{value} in {format}");
        }
    }

    #[test]
    fn a_number_that_is_not_shown_as_what_it_is_is_told() {
        for (value, format) in [
            (2500.0, "0.00,\"万元\""),
            (2500.0, "0.0,\"万\""),
            (2500.0, "0,\"元\""),
            (2500.0, "0.00,,\"亿元\""),
            (300.0, ";;;"),
            (300.0, "\"0.00万元\""),
            (0.0, ";;;"),
            (-5.0, "0;"),
            (-5.0, "0;\"-\""),
        ] {
            let holds = value.to_string();
            let told = Cell::ShownOtherwise { holds, format: format.to_owned() };
            assert_eq!(number(value, format), told, "{value} in {format}");
        }
    }

    #[test]
    fn noughts_that_a_format_puts_before_a_number_belong_to_it() {
        for (value, format, text) in [
            (123.0, "00000", "00123"),
            (0.0, "000", "000"),
            (123.0, "\"QD\"00000", "QD00123"),
            (7.0, "0000\"万\"", "0007万"),
        ] {
            assert_eq!(shown(value, format), text, "{format}");
        }
        for (value, format) in [(123.0, "000"), (0.5, "00"), (5.0, "0E+00"), (5.0, "00.0"), (0.0, "0;-0;;@")] {
            assert_eq!(number(value, format), Cell::number(value), "{format}");
        }
    }
    #[test]
    fn what_stands_bare_in_a_format_is_shown_like_what_is_quoted() {
        for (value, format, text) in [
            (500.0, ">0", ">500"),
            (500.0, "0+", "500+"),
            (500.0, "<0", "<500"),
            (500.0, "~0", "~500"),
            (500.0, "(0)", "(500)"),
            (500.0, "=0", "=500"),
            (500.0, "0k", "500k"),
            (500.0, "+0;-0", "+500"),
            (500.0, "0 (含)", "500(含)"),
            (500.0, "0,.0\"千元\"", "500元"),
            (-5.0, "+0;-0x", "-5x"),
            (0.0, "\"有\";\"无\";General", "0"),
        ] {
            let shown = number(value, format).shown().to_owned();
            assert_eq!(shown, text, "{format}");
        }
        for format in ["#,##0 ;(#,##0)", "_-* #,##0_-;-* #,##0_-;_-* \"-\"??_-;_-@_-", "# ##0", "#'##0", "0 000"] {
            assert_eq!(number(2500.0, format), Cell::Number("2500".to_owned()), "{format}");
        }
        for format in ["[<0]-0;0", "0;-0", "0;(0)", "#,##0 ;[Red](#,##0)"] {
            assert_eq!(number(-5.0, format), Cell::Number("-5".to_owned()), "{format}");
        }
    }

    #[test]
    fn a_number_that_is_torn_apart_or_takes_a_stroke_is_not_shown_as_what_it_is() {
        for format in [
            "0\"万\"0000",
            "0:0",
            "0/0",
            "# ?/?",
            "0-000",
            "00 0",
            "0\\,0",
            "0!.0!.0",
            "0.0!.0",
            "0.0.0",
            "0%0",
            "General0",
            "0@",
            "@\"万元\"",
            "-0",
            "\"-\"0",
            "¥-0",
            "0;-0d",
        ] {
            let value = if format == "0;-0d" { -25.0 } else { 25.0 };
            let told = Cell::ShownOtherwise { holds: value.to_string(), format: format.to_owned() };
            assert_eq!(number(value, format), told, "{format}");
        }
    }

    #[test]
    fn a_nought_shown_as_a_stroke_is_one_only_beside_digits() {
        for format in ["\"√\";\"×\";\"-\"", "\"是\";\"否\";\"-\"", "\"√\";\"×\";", "\"√\";;", "√;×;—", "√;×;-;@"]
        {
            let told = Cell::ShownOtherwise { holds: "0".to_owned(), format: format.to_owned() };
            assert_eq!(number(0.0, format), told, "{format}");
            assert_eq!(shown(1.0, format), format.replace('"', "").chars().next().unwrap().to_string(), "{format}");
        }
        for format in ["#,##0;-#,##0;\"-\"", "#,##0;-#,##0;-", "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ "] {
            assert_eq!(number(0.0, format), Cell::Number("0".to_owned()), "{format}");
        }
    }

    #[test]
    fn a_text_is_read_as_its_format_shows_it() {
        for (format, shown) in [
            ("0\"万元\";-0\"万元\";0;@\"万元\"", "20000万元"),
            ("@\"万元\"", "20000万元"),
            ("[$¥-804]@", "¥20000"),
            ("0;@万元", "20000万元"),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "20000"),
            ("0;-0;0;General", "20000"),
            ("@", "20000"),
            ("0\"元\"", "20000"),
            ("0\"元\";-0\"元\";0\"元\"", "20000"),
            ("yyyy\"年\"m\"月\"d\"日\";@", "20000"),
            ("\"不详\"", "20000"),
            ("General", "20000"),
            ("", "20000"),
        ] {
            assert_eq!(text("20000", format), Cell::Text(shown.to_owned()), "{format}");
        }
        for format in [";;;", "0;0;0;\"不详\"", "0;0;0;", "@@", "0;0;0;@0", "@d", "0;0;0;0"] {
            let told = Cell::ShownOtherwise { holds: "20000".to_owned(), format: format.to_owned() };
            assert_eq!(text("20000", format), told, "{format}");
        }
        assert_eq!(text(" ", ";;;"), Cell::Text(" ".to_owned()));
    }
}
