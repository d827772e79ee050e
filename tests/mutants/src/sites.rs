//! Where in a file mutants are woven, and how.

use crate::list::{Genre, Mutant};
use proc_macro2::Span;
use std::collections::HashMap;
use std::ops::Range;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Arm, BinOp, Expr, ExprBinary, ExprMatch, ExprStruct, ExprUnary, File, ImplItemFn, ItemFn, Pat, Signature};

/// A part of a text that is written anew.
pub struct Site<'m> {
    /// The part, in bytes.
    pub range: Range<usize>,
    /// How.
    pub change: Change<'m>,
}

/// How a part is written anew.
pub enum Change<'m> {
    /// The body of a function, which first may return something else.
    Body(Vec<&'m Mutant>),
    /// Two values with one of several operators between them.
    Operator { left: Range<usize>, operator: Range<usize>, right: Range<usize>, mutants: Vec<&'m Mutant> },
    /// A value with or without the operator before it.
    Prefix { operand: Range<usize>, mutant: &'m Mutant },
    /// The guard of an arm, which may be always true or always false, or whose arm may not be there.
    Guard(Vec<&'m Mutant>),
    /// Behind the pattern of an arm without a guard, whose arm may not be there.
    Pattern(&'m Mutant),
    /// A field that may be taken from elsewhere.
    Field { name: String, base: Range<usize>, value: Range<usize>, mutant: &'m Mutant },
    /// `const`, which goes: a function that chooses among mutants does so when it runs.
    Const,
}

/// The sites in the order in which they stand, those inside another behind it; and the mutants that no
/// compiler takes.
pub fn sites<'m>(file: &File, mutants: &[&'m Mutant]) -> (Vec<Site<'m>>, Vec<&'m Mutant>) {
    let mut at: HashMap<usize, Vec<&Mutant>> = HashMap::new();
    for mutant in mutants {
        at.entry(mutant.range.start).or_default().push(mutant);
    }
    let mut finder = Finder { at, sites: Vec::new(), impossible: Vec::new() };
    finder.visit_file(file);
    finder.sites.sort_by_key(|site| (site.range.start, std::cmp::Reverse(site.range.end)));
    (finder.sites, finder.impossible)
}

struct Finder<'m> {
    /// Mutants by where they begin.
    at: HashMap<usize, Vec<&'m Mutant>>,
    sites: Vec<Site<'m>>,
    impossible: Vec<&'m Mutant>,
}

impl<'m> Finder<'m> {
    fn take(&self, span: Span, genre: Genre) -> Vec<&'m Mutant> {
        let here = self.at.get(&bytes(span).start).into_iter().flatten();
        here.copied().filter(|mutant| mutant.genre == genre).collect()
    }

    fn add(&mut self, range: Range<usize>, change: Change<'m>) {
        self.sites.push(Site { range, change });
    }

    fn function(&mut self, signature: &Signature, block: &syn::Block) {
        let (Some(first), Some(last)) = (block.stmts.first(), block.stmts.last()) else { return };
        let range = bytes(first.span()).start..bytes(last.span()).end;
        // What is leaked can be written to, and no iterator of the core says that of its parts.
        let (impossible, mutants): (Vec<_>, Vec<_>) = self
            .take(first.span(), Genre::FnValue)
            .into_iter()
            .partition(|mutant| mutant.returns_iterator() && mutant.replacement.contains("Box::leak"));
        self.impossible.extend(impossible);
        let inside = self.at.keys().any(|at| range.contains(at));
        if let Some(token) = signature.constness.filter(|_| inside) {
            self.add(bytes(token.span()), Change::Const);
        }
        if !mutants.is_empty() {
            self.add(range, Change::Body(mutants));
        }
    }
}

impl Visit<'_> for Finder<'_> {
    fn visit_item_fn(&mut self, item: &ItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &ImplItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_expr_binary(&mut self, binary: &ExprBinary) {
        let mutants = self.take(binary.op.span(), Genre::BinaryOperator);
        if is_let_chain(&binary.left) || is_let_chain(&binary.right) {
            self.impossible.extend(mutants);
        } else if !mutants.is_empty() {
            let (left, right) = (bytes(binary.left.span()), bytes(binary.right.span()));
            let change = Change::Operator { left, operator: bytes(binary.op.span()), right, mutants };
            self.add(bytes(binary.span()), change);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &ExprUnary) {
        for mutant in self.take(unary.op.span(), Genre::UnaryOperator) {
            self.add(bytes(unary.span()), Change::Prefix { operand: bytes(unary.expr.span()), mutant });
        }
        visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_match(&mut self, expression: &ExprMatch) {
        let all_else = |arm: &Arm| arm.guard.is_none() && matches!(arm.pat, Pat::Wild(_));
        let exhaustive = expression.arms.iter().any(all_else);
        for arm in &expression.arms {
            self.arm(arm, exhaustive);
        }
        visit::visit_expr_match(self, expression);
    }

    fn visit_expr_struct(&mut self, expression: &ExprStruct) {
        for field in expression.fields.iter().filter(|_| expression.rest.is_some()) {
            for mutant in self.take(field.span(), Genre::StructField) {
                let (base, value) = (bytes(expression.rest.span()), bytes(field.expr.span()));
                let syn::Member::Named(name) = &field.member else { continue };
                self.add(bytes(field.span()), Change::Field { name: name.to_string(), base, value, mutant });
            }
        }
        visit::visit_expr_struct(self, expression);
    }
}

impl Finder<'_> {
    /// An arm of a match, which without it may be exhaustive still.
    fn arm(&mut self, arm: &Arm, exhaustive: bool) {
        let mut mutants = self.take(arm.span(), Genre::MatchArm);
        if !exhaustive {
            self.impossible.append(&mut mutants);
        }
        match &arm.guard {
            Some((_, guard)) => {
                mutants.extend(self.take(guard.span(), Genre::MatchArmGuard));
                if !mutants.is_empty() {
                    self.add(bytes(guard.span()), Change::Guard(mutants));
                }
            }
            None => {
                let end = bytes(arm.pat.span()).end;
                for mutant in mutants {
                    self.add(end..end, Change::Pattern(mutant));
                }
            }
        }
    }
}

/// Whether `let` stands in it as in `a && let b = c`, where no other operator than `&&` may stand and no
/// value be written around it.
fn is_let_chain(expression: &Expr) -> bool {
    match expression {
        Expr::Let(_) => true,
        Expr::Binary(ExprBinary { left, op: BinOp::And(_), right, .. }) => is_let_chain(left) || is_let_chain(right),
        _ => false,
    }
}

fn bytes(span: Span) -> Range<usize> {
    span.byte_range()
}
