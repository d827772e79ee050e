//! Several things named in one text.

use std::collections::HashMap;

/// What parts several names. Some names hold such a sign themselves.
pub(crate) const BETWEEN: [char; 7] = ['、', ',', '，', ';', '；', '|', '\n'];

/// How many parts a name has when it is taken for several.
pub(crate) fn parts(name: &str) -> usize {
    name.split(BETWEEN).count()
}

/// What a text names, from left to right: each time the longest run of parts that names one thing.
///
/// `most` is how many parts one name has at most. Signs at the ends or in a row part nothing. Some texts name the same
/// over and over, so each name is looked for once.
///
/// # Errors
/// The first part that names nothing; the whole text where it has no parts.
pub(crate) fn named<T: Clone>(written: &str, most: usize, find: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, &str> {
    let idle = |sign: char| BETWEEN.contains(&sign) || sign.is_whitespace();
    let (mut found, mut known) = (Vec::new(), HashMap::new());
    let mut rest = written.trim_start_matches(idle);
    if rest.is_empty() {
        return Err(written);
    }
    // Most texts name one thing.
    if !rest.contains(BETWEEN) {
        let name = rest.trim();
        return find(name).map(|thing| vec![thing]).ok_or(name);
    }
    while !rest.is_empty() {
        let ends = || rest.match_indices(BETWEEN).map(|(end, _)| end).chain([rest.len()]);
        let run = |end: usize| rest.get(..end).map(str::trim).unwrap_or_default();
        let mut meant = |end: usize| known.entry(run(end)).or_insert_with_key(|name| find(name)).clone();
        let longest = ends().take(most).filter_map(|end| meant(end).map(|thing| (thing, end))).last();
        let Some((thing, end)) = longest else { return Err(ends().next().map(run).unwrap_or(rest)) };
        found.push(thing);
        rest = rest.get(end..).unwrap_or_default().trim_start_matches(idle);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Result<Vec<usize>, &str> {
        let names = ["a", "b", "a、b", "b、c,d"];
        named(text, 3, |part| names.iter().position(|name| *name == part))
    }

    #[test]
    fn the_longest_run_of_parts_that_is_a_name_counts() {
        assert_eq!(places("a"), Ok(vec![0]));
        assert_eq!(places("a,b"), Ok(vec![0, 1]));
        assert_eq!(places("a、b"), Ok(vec![2]));
        assert_eq!(places("a、b;a | b、c,d\nb"), Ok(vec![2, 0, 3, 1]));
    }

    #[test]
    fn what_is_named_over_and_over_is_looked_for_once() {
        let looked_for = std::cell::RefCell::new(Vec::new());
        let find = |name: &str| {
            looked_for.borrow_mut().push(name.to_owned());
            Some(name.len()).filter(|length| *length == 1)
        };
        assert_eq!(named("a、b、a、b、a", 2, find), Ok(vec![1; 5]));
        assert_eq!(*looked_for.borrow(), ["a", "a、b", "b", "b、a"]);
    }

    #[test]
    fn signs_at_the_ends_and_in_a_row_part_nothing() {
        assert_eq!(places(" ,a、、b,, \r\n"), Ok(vec![0, 1]));
    }

    #[test]
    fn the_first_part_that_is_no_name_is_said() {
        assert_eq!(places("a, c ,d"), Err("c"));
        assert_eq!(places("b、c"), Err("c"));
        assert_eq!(places("、"), Err("、"));
        assert_eq!(places(""), Err(""));
    }
}
