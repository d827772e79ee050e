//! The fixed set: 17 measures of the shipped catalogue, in its order, over 32 facts.
//!
//! They hold what rules are made of: yes or no, one and several choices, thresholds of money, counts
//! and quantities, days since a date and within a time, exact and ceiling amounts, ranges, rates of
//! an amount and of three years, so much for each, cases, alternatives in kind, amounts not stated,
//! and what is reserved with and without `unless`.

pub const MEASURES: [&str; 17] = [
    "national-research-platform-award",
    "enterprise-technology-centre-award",
    "vc-paid-in-capital-award",
    "vc-local-investment-award",
    "guidance-fund-partner-single-project-limit",
    "listing-grant",
    "top-talent-team-funding",
    "skills-training-subsidy",
    "skills-trainee-subsidy",
    "postgraduate-settling-in-allowance",
    "internet-headquarters-registration-grant",
    "internet-headquarters-tax-grant",
    "internet-headquarters-premises",
    "start-up-title-award",
    "special-group-tax-relief",
    "inclusive-period",
    "m0-land-supporting-facilities",
];

/// The day for which everything is assessed.
pub const AS_OF: jiff::civil::Date = jiff::civil::date(2026, 11, 23);
