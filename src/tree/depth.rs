//! How deep brackets lie within each other in a text that is to be read as TOML.

use std::ops::Range;
use toml_parser::lexer::{Token, TokenKind};

/// How deep they may lie. The parser has a limit of its own, 80, and says where it is passed; but it counts a
/// bracket that it passes over in `{ [] a = { [] a = …` as closed and never opened, and would go down without end.
const DEEPEST: usize = 200;

/// Where brackets of values lie too deep, if they do. A bracket that closes another one than the innermost closes
/// none, so that no parser goes deeper than is counted here, whatever is at fault.
pub(super) fn too_deep(tokens: &[Token]) -> Option<Range<usize>> {
    let (mut open, mut in_header, mut begins) = (Vec::new(), false, true);
    for token in tokens {
        match token.kind() {
            TokenKind::Whitespace => continue,
            TokenKind::Newline => in_header = false,
            // Brackets of a header go no deeper.
            TokenKind::LeftSquareBracket if begins && open.is_empty() => in_header = true,
            _ if in_header => {}
            kind @ (TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket) => {
                if open.len() == DEEPEST {
                    return Some(token.span().start()..token.span().end());
                }
                open.push(kind);
            }
            TokenKind::RightSquareBracket => {
                open.pop_if(|last| *last == TokenKind::LeftSquareBracket);
            }
            TokenKind::RightCurlyBracket => {
                open.pop_if(|last| *last == TokenKind::LeftCurlyBracket);
            }
            _ => {}
        }
        begins = token.kind() == TokenKind::Newline;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml_parser::Source;

    fn start_of_too_deep(text: &str) -> Option<usize> {
        too_deep(&Source::new(text).lex().into_vec()).map(|span| span.start)
    }

    #[test]
    fn two_hundred_brackets_may_lie_within_each_other() {
        let values = |times| format!("a = {}", "[{b=".repeat(times));
        assert_eq!(start_of_too_deep(&values(100)), None);
        // The 101st pair stands behind 4 + 100 × 4 bytes.
        assert_eq!(start_of_too_deep(&values(101)), Some(404));
        assert_eq!(start_of_too_deep(&format!("{}\n{}", values(100), "]".repeat(200))), None);
        assert_eq!(start_of_too_deep(&format!("{}\n{}[", values(100), "]".repeat(200))), Some(605));
    }

    #[test]
    fn what_is_closed_and_what_is_a_header_lies_in_nothing() {
        assert_eq!(start_of_too_deep(&"a = [[1], {b = []}]\n".repeat(1_000)), None);
        assert_eq!(start_of_too_deep(&" [[a\n[b]\n".repeat(1_000)), None);
        assert!(start_of_too_deep(&"a={[]".repeat(1_000)).is_some());
    }
}
