/* Keeps OpenBLAS, which dlib's network multiplies its matrices with, to the thread that calls it.
 *
 * Left alone, it starts a thread for every core and splits each small product between them. An engine on every core, as
 * when many photographs are enrolled, then waits for all the others' threads, and the waiting is busy. Its environment
 * variable is read before main begins, so this has to run as early: between the loading of OpenBLAS and main.
 */

/* Absent where another BLAS is linked. */
__attribute__((weak)) void openblas_set_num_threads(int threads);

__attribute__((constructor)) static void keep_to_one_thread(void) {
    if (openblas_set_num_threads) {
        openblas_set_num_threads(1);
    }
}
