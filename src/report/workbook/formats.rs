//! What the looks of cells are in a workbook.

use super::cell::Look;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The format of each look.
#[derive(Debug)]
pub(super) struct Formats(Vec<(Look, Format)>);

impl Formats {
    /// All formats.
    pub(super) fn new() -> Self {
        Self(Look::ALL.iter().map(|look| (*look, format(*look))).collect())
    }

    /// The format of a look.
    pub(super) fn of(&self, look: Look) -> Option<&Format> {
        self.0.iter().find(|(other, _)| *other == look).map(|(_, format)| format)
    }
}

/// Colours that stay readable in grey; the words say the same.
fn format(look: Look) -> Format {
    let base = Format::new().set_align(FormatAlign::Top);
    let filled = |fill: u32, ink: u32| {
        base.clone()
            .set_align(FormatAlign::Center)
            .set_text_wrap()
            .set_background_color(Color::RGB(fill))
            .set_font_color(Color::RGB(ink))
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00D9_D9D9))
    };
    match look {
        Look::Text => base.set_text_wrap(),
        Look::Line => base,
        Look::LikeFormula => base.set_quote_prefix(),
        Look::Centre => base.set_align(FormatAlign::Center),
        Look::Count => base.set_num_format("0").set_align(FormatAlign::Center),
        Look::Amount => base.set_num_format("#,##0.00").set_align(FormatAlign::Right),
        Look::LongAmount => base.set_align(FormatAlign::Right),
        Look::NoFigure => base.set_align(FormatAlign::Right).set_font_color(Color::RGB(0x0080_6000)),
        Look::Answer => base
            .set_text_wrap()
            .set_background_color(Color::RGB(0x00FF_FBE6))
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00BF_BFBF)),
        Look::Heading => filled(0x001F_4E79, 0x00FF_FFFF).set_bold(),
        Look::Above => filled(0x00DD_EBF7, 0x001F_4E79),
        Look::Title => base.set_bold().set_font_size(16),
        Look::Section => {
            base.set_bold().set_font_color(Color::RGB(0x001F_4E79)).set_border_bottom(FormatBorder::Medium)
        }
        Look::Label => base.set_text_wrap().set_font_color(Color::RGB(0x0059_5959)),
        Look::Eligible => filled(0x00C6_EFCE, 0x0000_5A00).set_bold(),
        Look::Provisional => filled(0x00DD_EBF7, 0x001F_4E79).set_bold(),
        Look::Undetermined => filled(0x00FF_F2CC, 0x007F_6000),
        Look::Ineligible => filled(0x00F8_D7DA, 0x0084_1C26),
        Look::Outside => filled(0x00FF_FFFF, 0x00A6_A6A6),
    }
}
