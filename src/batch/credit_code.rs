//! The check digit of a 统一社会信用代码 (GB 32100-2015).

/// The signs of a code; the position of a sign is its value.
const SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

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
    let values: Option<Vec<usize>> = code.chars().map(|sign| SIGNS.find(sign)).collect();
    let Some((check, values)) = values.as_deref().and_then(<[usize]>::split_last).filter(|(_, rest)| rest.len() == 17)
    else {
        return false;
    };
    let mut weight = 1_usize;
    let mut sum = 0_usize;
    for value in values {
        sum = sum.saturating_add(value.saturating_mul(weight)) % 31;
        weight = weight.saturating_mul(3) % 31;
    }
    31_usize.saturating_sub(sum) % 31 == *check
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
    fn full_width_and_small_letters_are_the_same_code() {
        assert_eq!(plain(" ９１３５0100m000100y43 "), "91350100M000100Y43");
    }
}
