//! Which part of a list is shown where the terminal is too low for all of it.

use std::ops::Range;

/// The items shown in so many rows, the focused one among them, where each item has a height.
///
/// A row is kept for a mark at each end that is cut off.
pub fn window(heights: &[usize], focus: usize, rows: usize) -> Range<usize> {
    if heights.iter().sum::<usize>() <= rows {
        return 0..heights.len();
    }
    let room = rows.saturating_sub(2);
    let (mut start, mut end) = (focus, focus.saturating_add(1));
    let mut taken = heights.get(focus).copied().unwrap_or(0);
    loop {
        let mut grown = false;
        if let Some(height) = heights.get(end).filter(|height| taken.saturating_add(**height) <= room) {
            taken = taken.saturating_add(*height);
            end = end.saturating_add(1);
            grown = true;
        }
        let above = start.checked_sub(1).and_then(|above| heights.get(above).map(|height| (above, height)));
        if let Some((above, height)) = above.filter(|(_, height)| taken.saturating_add(**height) <= room) {
            taken = taken.saturating_add(*height);
            start = above;
            grown = true;
        }
        if !grown {
            return start..end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_shown_where_there_is_room() {
        assert_eq!(window(&[1, 2, 1], 0, 4), 0..3);
    }

    #[test]
    fn the_focused_item_is_shown_with_its_neighbours() {
        assert_eq!(window(&[1; 9], 0, 6), 0..4);
        assert_eq!(window(&[1; 9], 4, 6), 3..7);
        assert_eq!(window(&[1; 9], 8, 6), 5..9);
        assert_eq!(window(&[2; 9], 4, 6), 4..6);
    }

    #[test]
    fn the_focused_item_is_shown_even_without_room() {
        assert_eq!(window(&[3; 3], 1, 2), 1..2);
    }
}
