//! Texts of which letters are raised, lowered or struck out: read like the others, they say something else.

use super::cell::Lettering;
use super::sheet_part::attribute;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;
use std::io::{BufRead, BufReader, Read};

/// Reads an element that holds a text to its end, and how letters of the text are set. It ends with the first
/// end of its name, as it does for [`calamine`]; `None` where it has none.
pub(super) fn lettering_of<R: BufRead>(
    xml: &mut Reader<R>,
    element: QName<'_>,
    buffer: &mut Vec<u8>,
) -> Option<Option<Lettering>> {
    let mut lettering = None;
    loop {
        buffer.clear();
        match xml.read_event_into(buffer).ok()? {
            Event::Start(start) | Event::Empty(start) => {
                // What is struck out weighs more.
                let counts = |found: &Lettering| lettering.is_none() || *found == Lettering::Struck;
                lettering = lettering_by(&start).filter(counts).or(lettering);
            }
            Event::End(end) if end.name() == element => return Some(lettering),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// How an element sets the letters of its run, if they are not as the others.
fn lettering_by(element: &BytesStart<'_>) -> Option<Lettering> {
    let value = || attribute(element, "val");
    match element.local_name().as_ref() {
        "vertAlign" => value().filter(|value| value != "baseline").map(|_| Lettering::Raised),
        "strike" => (!matches!(value().as_deref(), Some("0" | "false"))).then_some(Lettering::Struck),
        _ => None,
    }
}

/// The texts that a workbook lists of which letters are raised, lowered or struck out.
#[derive(Default)]
pub(super) struct Listed {
    /// Their places in the list, which rise.
    places: Vec<(u32, Lettering)>,
}

impl Listed {
    /// Reads the list. Its end is that which [`calamine`] finds; one that is broken cannot be read there either.
    pub(super) fn read(part: impl Read) -> Self {
        let mut xml = Reader::from_reader(BufReader::new(part));
        let config = xml.config_mut();
        (config.check_end_names, config.expand_empty_elements) = (false, true);
        let (mut outer, mut inner) = (Vec::new(), Vec::new());
        let (mut places, mut at, mut is_list) = (Vec::new(), 0_u32, false);
        loop {
            outer.clear();
            match xml.read_event_into(&mut outer) {
                Ok(Event::Start(start)) if start.local_name().as_ref() == "sst" => is_list = true,
                Ok(Event::Start(start)) if is_list && start.local_name().as_ref() == "si" => {
                    let Some(lettering) = lettering_of(&mut xml, start.name(), &mut inner) else { break };
                    places.extend(lettering.map(|lettering| (at, lettering)));
                    at = at.saturating_add(1);
                }
                Ok(Event::End(end)) if is_list && end.local_name().as_ref() == "sst" => break,
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        Self { places }
    }

    /// How letters of the text at this place are set, if not as the others.
    pub(super) fn at(&self, place: u32) -> Option<Lettering> {
        let found = self.places.binary_search_by_key(&place, |(at, _)| *at).ok()?;
        self.places.get(found).map(|(_, lettering)| *lettering)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lettering(runs: &str) -> Option<Lettering> {
        let list = format!("<x:sst><x:si><x:t>a</x:t></x:si><x:si/><x:si>{runs}</x:si><x:si/></x:sst>");
        let listed = Listed::read(list.as_bytes());
        assert_eq!([0, 1, 3, 4].map(|place| listed.at(place)), [None; 4]);
        listed.at(2)
    }

    #[test]
    fn of_listed_texts_those_are_known_with_letters_raised_or_struck_out() {
        let run = |how: &str| format!("<r><t>2000</t></r><r><rPr><b/>{how}<sz val=\"9\"/></rPr><t>1</t></r>");
        for (how, found) in [
            ("<vertAlign val=\"superscript\"/>", Some(Lettering::Raised)),
            ("<vertAlign val='subscript'></vertAlign>", Some(Lettering::Raised)),
            ("<vertAlign val=\"baseline\"/>", None),
            ("<vertAlign/>", None),
            ("<strike/>", Some(Lettering::Struck)),
            ("<strike val=\"1\"/>", Some(Lettering::Struck)),
            ("<strike val=\"0\"/>", None),
            ("<strike val=\"false\"/>", None),
            ("<strike/><vertAlign val=\"superscript\"/>", Some(Lettering::Struck)),
            ("<vertAlign val=\"superscript\"/><strike/>", Some(Lettering::Struck)),
            ("", None),
        ] {
            assert_eq!(lettering(&run(how)), found, "{how}");
        }
    }
}
