/*
 * How fast the elimination is, on one processor: the large relief table of the
 * cases, and a table of half a million cells that is made here and invented.
 *
 *	eliminate [TOWNS]
 *
 * Prints milliseconds beside those that a peer took once on a comparable processor
 * (GaussSuppression 1.2.3 under R 4.2 for the relief table; nothing is known to finish the
 * other one), and what insiders cost: everyone who is alone in an inner cell.
 */
#include <inttypes.h>
#include <sys/resource.h>
#include <zlib.h>

#include "core/mem.h"
#include "protect/pattern/eliminate.h"
#include "protect/pattern/equation.h"

enum { PEER_MS = 252000, THRESHOLD = 3 };

struct problem {
	struct sparse cells;
	uint8_t *classes;
	uint32_t *order, *insiders;
	size_t norder, nprotected, ninsiders;
};

static void release(struct problem *p)
{
	sparse_release(&p->cells);
	free(p->classes);
	free(p->order);
	free(p->insiders);
}

static double milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static long megabytes(void)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	return use.ru_maxrss / 1024;
}

static void explain(const struct problem *p, const struct elimination *e,
		    const struct field61 *field)
{
	bool *may_use = mem_zalloc(p->cells.ncolumns, 1);
	double begin = milliseconds(), longest = 0, one;
	size_t j, n = 0, terms = 0, most = 0;
	struct err err = ERR_INIT;
	struct equation q;

	for (j = 0; j < p->cells.ncolumns; j++)
		may_use[j] = e->outcomes[j] == CELL_PUBLISHED;
	for (j = 0; j < p->cells.ncolumns && n < 100; j++) {
		if (e->outcomes[j] != CELL_SECONDARY || e->because[j] >= p->cells.ncolumns)
			continue;
		may_use[j] = true;
		one = milliseconds();
		if (equation_find(&p->cells, may_use, e->because[j], field, &q, &err) != 1) {
			fprintf(stderr, "no equation: %s\n", err.msg);
			exit(1);
		}
		one = milliseconds() - one;
		longest = one > longest ? one : longest;
		terms += q.n;
		most = q.n > most ? q.n : most;
		n++;
		equation_release(&q);
		may_use[j] = false;
	}
	printf("  %zu equations: %.1f ms each, %.1f ms the longest; %.1f terms, %zu the most\n", n,
	       n ? (milliseconds() - begin) / (double)n : 0, longest,
	       n ? (double)terms / (double)n : 0, most);
	free(may_use);
}

/* What it took, with or without insiders. */
static double measure(const char *name, const struct problem *p, bool insiders)
{
	struct field61 field;
	struct elimination_problem ep = { .cells = &p->cells,
					  .classes = p->classes,
					  .order = p->order,
					  .norder = p->norder,
					  .insiders = insiders ? p->insiders : NULL,
					  .field = &field,
					  .seed = 1 };
	struct elimination e;
	struct err err = ERR_INIT;
	double begin = milliseconds(), took;

	field61_draw(&field, "bench", 1);
	if (eliminate(&ep, &e, &err) < 0)
		exit(1);
	took = milliseconds() - begin;
	printf("%-28s %zu cells of %" PRIu32 " inner ones, %zu protected, %zu insiders: "
	       "%zu secondary in %d rounds, %zu wishes, %.0f ms, %ld MB\n",
	       name, p->cells.ncolumns, p->cells.nrows, p->nprotected, insiders ? p->ninsiders : 0,
	       e.nsecondary, e.rounds, e.ninsider, took, megabytes());
	if (!insiders)
		explain(p, &e, &field);
	elimination_release(&e);
	return took;
}

/* Whole numbers in any layout; -1 at the end. */
static long next_number(gzFile f)
{
	int c = gzgetc(f);
	long n = 0;

	while (c != -1 && (c < '0' || c > '9'))
		c = gzgetc(f);
	if (c == -1)
		return -1;
	for (; c >= '0' && c <= '9'; c = gzgetc(f))
		n = n * 10 + (c - '0');
	return n;
}

static void read_columns(gzFile f, struct problem *p, uint32_t nrows, size_t ncells)
{
	uint32_t *sizes = mem_zalloc(ncells, sizeof(*sizes)), *rows = NULL, k;
	size_t i, n = 0, at = 0, capacity = 0;

	for (i = 0; i < ncells; i++) {
		sizes[i] = (uint32_t)next_number(f);
		rows = mem_grow(rows, &capacity, n + sizes[i] + 1, sizeof(*rows));
		for (k = 0; k < sizes[i]; k++)
			rows[n++] = (uint32_t)next_number(f);
	}
	sparse_begin(&p->cells, nrows, sizes, ncells);
	for (i = 0; i < ncells; i++)
		for (k = 0; k < sizes[i]; k++)
			sparse_put(&p->cells, i, rows[at++]);
	sparse_end(&p->cells);
	free(sizes);
	free(rows);
}

/* A cell of 1 is one inner cell of 1: its person is an insider. */
static void read_counts(const char *path, struct problem *p)
{
	gzFile f = gzopen(path, "rb");
	char line[256], *at;
	size_t j;
	int i;

	if (!f || !gzgets(f, line, sizeof(line)))
		return;
	for (j = 0; j < p->cells.ncolumns && gzgets(f, line, sizeof(line)); j++) {
		for (i = 0, at = line; i < 4; i++)
			at = strchr(at, ',') + 1;
		if (strtol(at, NULL, 10) == 1) {
			p->insiders[j] = sparse_column(&p->cells, j)[0];
			p->ninsiders++;
		}
	}
	gzclose(f);
}

static void prepare(struct problem *p, size_t ncells)
{
	p->classes = mem_zalloc(ncells, 1);
	memset(p->classes, CELL_HIDDEN, ncells);
	p->order = mem_zalloc(ncells, sizeof(*p->order));
	p->insiders = mem_alloc(ncells * sizeof(*p->insiders));
	memset(p->insiders, 0xff, ncells * sizeof(*p->insiders));
}

static void run_relief(const char *folder)
{
	struct problem p = { 0 };
	char path[512];
	uint32_t nrows;
	size_t ncells, i;
	double took;
	gzFile f;

	snprintf(path, sizeof(path), "%s/relief_l.gx.gz", folder);
	f = gzopen(path, "rb");
	if (!f) {
		printf("%s is not there: skipped\n", path);
		return;
	}
	gzbuffer(f, 1 << 17);
	nrows = (uint32_t)next_number(f);
	ncells = (size_t)next_number(f);
	p.norder = (size_t)next_number(f);
	p.nprotected = (size_t)next_number(f);
	read_columns(f, &p, nrows, ncells);
	prepare(&p, ncells);
	for (i = 0; i < p.norder; i++) {
		p.order[i] = (uint32_t)next_number(f);
		p.classes[p.order[i]] = CELL_CANDIDATE;
	}
	for (i = 0; i < p.nprotected; i++)
		p.classes[next_number(f)] = CELL_PROTECTED;
	gzclose(f);
	snprintf(path, sizeof(path), "%s/relief_l.gauss.csv.gz", folder);
	read_counts(path, &p);
	took = measure("elimination, relief table", &p, false);
	printf("%-28s %-18s ours %6.0f ms   peer %6d ms   ratio %6.1f   goal >= 126\n",
	       "elimination, 36,810 cells", "GaussSuppression", took, PEER_MS, PEER_MS / took);
	measure("elimination, with insiders", &p, true);
	release(&p);
}

/* The table that is made: towns in counties, kinds in groups, sex, age. */
enum { KINDS = 12, GROUPS = 4, SEXES = 2, AGES = 5, COUNTY = 12 };
enum { KIND_NODES = KINDS + GROUPS + 1, SEX_NODES = SEXES + 1, AGE_NODES = AGES + 1 };

static uint64_t seed = 7;

static uint32_t draw(uint32_t below)
{
	return (uint32_t)((sequence_next(&seed) >> 32) * below >> 32);
}

/* The cells that an inner cell is a part of. */
static int list_cells(uint32_t towns, uint32_t town, uint32_t kind, uint32_t sex, uint32_t age,
		      uint32_t *cells)
{
	const uint32_t places[] = { town, towns + town / COUNTY, towns + towns / COUNTY };
	const uint32_t kinds[] = { kind, KINDS + kind * GROUPS / KINDS, KINDS + GROUPS };
	const uint32_t sexes[] = { sex, SEXES }, ages[] = { age, AGES };
	int i, n = 0;

	for (i = 0; i < 3 * 3 * 2 * 2; i++)
		cells[n++] = ((places[i / 12] * KIND_NODES + kinds[i / 4 % 3]) * SEX_NODES +
			      sexes[i / 2 % 2]) *
				     AGE_NODES +
			     ages[i % 2];
	return n;
}

struct table {
	uint32_t towns;
	uint32_t *codes, *counts; /* of the inner cells that are not zero */
	uint32_t n, ncodes;
};

/* Many small counts, some large ones. */
static uint32_t draw_count(uint32_t kind)
{
	uint32_t n;

	if (draw(100) >= 82 - 4 * kind)
		return 0;
	for (n = 1; draw(100) < 59 && n < 400;)
		n += 1 + n / 4;
	return n;
}

static void draw_table(struct table *t)
{
	uint32_t i, count;

	t->ncodes = t->towns * KINDS * SEXES * AGES;
	t->codes = mem_zalloc(t->ncodes, sizeof(*t->codes));
	t->counts = mem_zalloc(t->ncodes, sizeof(*t->counts));
	for (i = 0; i < t->ncodes; i++) {
		count = draw_count(i / (SEXES * AGES) % KINDS);
		if (count == 0)
			continue;
		t->codes[t->n] = i;
		t->counts[t->n++] = count;
	}
}

static int cells_of(const struct table *t, uint32_t i, uint32_t *cells)
{
	uint32_t code = t->codes[i];

	return list_cells(t->towns, code / (KINDS * SEXES * AGES), code / (SEXES * AGES) % KINDS,
			  code / AGES % SEXES, code % AGES, cells);
}

static const uint64_t *sorting;

static int by_falling_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return sorting[x] != sorting[y] ? (sorting[x] > sorting[y] ? -1 : 1) : x < y ? -1 : x > y;
}

/* Cells that are not zero, numbered as they come. */
static void build(const struct table *t, struct problem *p)
{
	size_t places = t->towns + t->towns / COUNTY + 2, ncells = 0;
	size_t nodes = places * KIND_NODES * SEX_NODES * AGE_NODES;
	uint32_t *number = mem_alloc(nodes * sizeof(*number)), *sizes;
	uint32_t cells[36], i;
	uint64_t *values;
	int k, n;

	memset(number, 0xff, nodes * sizeof(*number));
	sizes = mem_zalloc(nodes, sizeof(*sizes));
	values = mem_zalloc(nodes, sizeof(*values));
	for (i = 0; i < t->n; i++)
		for (k = 0, n = cells_of(t, i, cells); k < n; k++) {
			if (number[cells[k]] == CELL_NONE)
				number[cells[k]] = (uint32_t)ncells++;
			sizes[number[cells[k]]]++;
			values[number[cells[k]]] += t->counts[i];
		}
	sparse_begin(&p->cells, t->n, sizes, ncells);
	for (i = 0; i < t->n; i++)
		for (k = 0, n = cells_of(t, i, cells); k < n; k++)
			sparse_put(&p->cells, number[cells[k]], i);
	sparse_end(&p->cells);
	prepare(p, ncells);
	for (i = 0; i < ncells; i++) {
		p->classes[i] = values[i] <= THRESHOLD ? CELL_PROTECTED : CELL_CANDIDATE;
		if (values[i] > THRESHOLD)
			p->order[p->norder++] = i;
		if (values[i] == 1) {
			p->insiders[i] = sparse_column(&p->cells, i)[0];
			p->ninsiders++;
		}
	}
	p->nprotected = ncells - p->norder;
	sorting = values;
	qsort(p->order, p->norder, sizeof(*p->order), by_falling_value);
	free(number);
	free(sizes);
	free(values);
}

static void run_large(uint32_t towns)
{
	struct table t = { .towns = towns };
	struct problem p = { 0 };
	double took;

	draw_table(&t);
	build(&t, &p);
	free(t.codes);
	free(t.counts);
	took = measure("elimination, large table", &p, false);
	printf("%-28s %-18s ours %6.0f ms   goal < %d ms, < 2048 MB\n",
	       "elimination, 619,311 cells", "", took, 60000);
	measure("elimination, with insiders", &p, true);
	release(&p);
}

int main(int argc, char **argv)
{
	const char *shared = getenv("YG_SHARED");
	char folder[400];

	setvbuf(stdout, NULL, _IOLBF, 0);
	snprintf(folder, sizeof(folder), "%s/cases/bench", shared ? shared : "../shared");
	run_relief(folder);
	run_large(argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 2304);
	return 0;
}
