//! Compiles the only C there is; `src/engine/one_thread.c` says what for.

fn main() {
    let source = "src/engine/one_thread.c";
    println!("cargo::rerun-if-changed={source}");
    // Whole: nothing calls it, so the linker would leave it out.
    cc::Build::new().file(source).link_lib_modifier("+whole-archive").compile("one_thread");
}
