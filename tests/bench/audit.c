/*
 * How fast the interval audit is: the patterns of the R peer for the relief tables
 * of the shared cases, a threshold of 4.
 *
 *	audit [l]
 *
 * The large one takes minutes, so it is only done when asked for.  Its pivots are limited: what is
 * open then would be suppressed further, or coarsened.
 */
#include <time.h>

#include "../unit/relief_table.h"

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void print_result(const struct linear_result *r, size_t n, const struct linear *l,
			 double taken)
{
	size_t counts[3] = { 0 }, i, bad = 0;
	uint32_t w;

	for (i = 0; i < n; i++)
		counts[r->high_states[i]]++;
	for (w = 0; w < r->nwitnesses; w++)
		bad += !linear_check(l, &r->witnesses[w]);
	printf("%zu certified, %zu too narrow, %zu unknown; %u witnesses, %zu wrong; %lld "
	       "programs, "
	       "%lld pivots, %.2f s\n",
	       counts[GOAL_HOLDS], counts[GOAL_FAILS], counts[GOAL_UNKNOWN], r->nwitnesses, bad,
	       r->programs, r->pivots, taken);
}

static void run(const char *name, const char *goal, long long pivots)
{
	const struct linear_limits limits = { pivots };
	const char *shared = getenv("YG_SHARED");
	struct linear_goal *goals;
	struct linear_result r;
	struct relief_table t;
	struct linear l = { 0 };
	struct err err = ERR_INIT;
	char path[512];
	double start;
	size_t n;

	snprintf(path, sizeof(path), "%s/cases/bench/%s", shared ? shared : "../shared", name);
	if (!relief_read(&t, path)) {
		printf("audit: %s is not there: skipped\n", path);
		return;
	}
	goals = mem_zalloc(t.ncells, sizeof(*goals));
	n = relief_problem(&t, 4, &l, goals);
	printf("audit, %zu cells, %zu protected (%s): ", t.ncells, n, goal);
	fflush(stdout);
	start = seconds();
	if (linear_audit(&l, goals, n, &limits, &r, &err) < 0) {
		printf("%s\n", err.msg);
	} else {
		print_result(&r, n, &l, seconds() - start);
		linear_result_release(&r);
	}
	linear_release(&l);
	relief_release(&t);
	free(goals);
}

int main(int argc, char **argv)
{
	run("relief_s.gauss.csv", "51 too narrow", 2000000);
	run("relief_m.gauss.csv", "97 too narrow, goal < 1 s", 2000000);
	if (argc > 1 && strcmp(argv[1], "l") == 0)
		run("relief_l.gauss.csv.gz", "122 too narrow, goal: minutes", 5000000);
	return 0;
}
