//! The check digit of a 统一社会信用代码 (GB 32100-2015).

/// A code in half-width capitals without spaces.
pub fn plain(text: &str) -> String {
    crate::figure::fold(text).to_uppercase().split_whitespace().collect()
}

/// Whether a text looks like a code: 18 letters and digits.
pub fn looks_like_one(text: &str) -> bool {
    text.len() == 18 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether a code is well formed and its last sign is the check digit of the others.
///
/// Source: GB 32100-2015: weights 3^(i-1) mod 31, check digit 31 less the sum of the products mod 31.
pub fn is_valid(code: &str) -> bool {
    let [rest @ .., check] = code.as_bytes() else { return false };
    let Some(check) = value(*check).filter(|_| rest.len() == 17) else { return false };
    let mut weight = 1_u32;
    let mut sum = 0_u32;
    for sign in rest {
        let Some(value) = value(*sign) else { return false };
        sum = sum.saturating_add(value.saturating_mul(weight));
        weight = weight.saturating_mul(3) % 31;
    }
    31_u32.saturating_sub(sum % 31) % 31 == check
}

/// What a sign counts: its position among those that a code may have, which leave out I, O, S, V and Z.
fn value(sign: u8) -> Option<u32> {
    let letter = |first: u8, value: u32| Some(u32::from(sign.wrapping_sub(first)).wrapping_add(value));
    match sign {
        b'0'..=b'9' => letter(b'0', 0),
        b'A'..=b'H' => letter(b'A', 10),
        b'J'..=b'N' => letter(b'J', 18),
        b'P'..=b'R' => letter(b'P', 23),
        b'T'..=b'U' => letter(b'T', 26),
        b'W'..=b'Y' => letter(b'W', 28),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_decides() {
        assert!(is_valid("91350100M000100Y43"));
        for wrong in ["91350100M000100Y44", "91350100M000100Y4Z", "91350100M000100Y4", "91350100M000100Y433", ""] {
            assert!(!is_valid(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_sign_counts_as_its_position() {
        for (position, sign) in (0..).zip("0123456789ABCDEFGHJKLMNPQRTUWXY".bytes()) {
            assert_eq!(value(sign), Some(position));
        }
        assert!("IOSVZa*".bytes().all(|sign| value(sign).is_none()));
    }

    #[test]
    fn full_width_and_small_letters_are_the_same_code() {
        assert_eq!(plain(" ９１３５0100m000100y43 "), "91350100M000100Y43");
    }
}
