// Run while Hadir is being built: takes the frontal face detector out of dlib, which keeps it packed inside a header,
// and prints it as the Rust value that src/model.rs includes.

#include <cstdio>
#include <cstdlib>

#include <dlib/image_processing/frontal_face_detector.h>

using Scanner = dlib::frontal_face_detector::image_scanner_type;

static void expect(const char* what, double found, double expected) {
    if (found != expected) {
        std::fprintf(stderr, "this dlib's face detector has %s %g, and Hadir is written for %g\n", what, found, expected);
        std::exit(1);
    }
}

static void print(const dlib::matrix<float, 0, 1>& taps) {
    std::printf("[");
    for (long i = 0; i < taps.size(); ++i) std::printf("%.9e, ", taps(i));
    std::printf("]");
}

int main() {
    const dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
    const Scanner& scanner = detector.get_scanner();
    expect("a cell size of", scanner.get_cell_size(), 8);
    expect("a padding of", scanner.get_padding(), 0);
    expect("a window width of", scanner.get_fhog_window_width(), 10);
    expect("a window height of", scanner.get_fhog_window_height(), 10);
    expect("a smallest width of", scanner.get_min_pyramid_layer_width(), 64);
    expect("a smallest height of", scanner.get_min_pyramid_layer_height(), 64);
    expect("a largest number of scales of", scanner.get_max_pyramid_levels(), 1000);
    expect("a number of templates of", detector.num_detectors(), 5);

    const dlib::test_box_overlap overlap = detector.get_overlap_tester();
    std::printf("Model {\n    most_shared: %.17e,\n", overlap.get_iou_thresh());
    std::printf("    most_covered: %.17e,\n    templates: &[\n", overlap.get_percent_covered_thresh());
    for (unsigned long i = 0; i < detector.num_detectors(); ++i) {
        const auto& weights = detector.get_processed_w(i);
        const auto& bank = weights.get_detect_argument();
        std::printf("Template { threshold: %.17e, filters: &[\n", weights.w(scanner.get_num_dimensions()));
        for (unsigned long plane = 0; plane < bank.row_filters.size(); ++plane) {
            for (unsigned long j = 0; j < bank.row_filters[plane].size(); ++j) {
                std::printf("Filter { plane: %lu, row: ", plane);
                print(bank.row_filters[plane][j]);
                std::printf(", column: ");
                print(bank.col_filters[plane][j]);
                std::printf(" },\n");
            }
        }
        std::printf("] },\n");
    }
    std::printf("] }\n");
}
