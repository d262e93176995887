//! The command `dyak`.

fn main() {}
