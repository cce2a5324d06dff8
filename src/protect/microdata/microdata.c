#include "protect/microdata/microdata.h"

#include <stdlib.h>

#include "core/mem.h"
#include "protect/microdata/blanking.h"

/* The search ---------------------------------------------------------------- */

static void make_layout(struct microdata *m)
{
	const struct microdata_spec *spec = m->spec;
	uint32_t sizes[GROUPS_MAX_COLUMNS];
	int i;

	for (i = 0; i < spec->nquasi; i++)
		sizes[i] = m->records.ladders[i].rungs[0].n;
	for (i = 0; i < spec->nsensitive; i++)
		sizes[spec->nquasi + i] = m->records.sensitive[i].coding->n;
	key_layout_make(&m->layout, m->records.ladders, spec->nquasi, sizes, spec->nsensitive);
}

static void make_lattice(struct microdata *m)
{
	struct lattice *l = &m->lattice;
	int q;

	m->criteria = (struct criteria){ .k = m->spec->k,
					 .sensitive = m->records.sensitive,
					 .nsensitive = m->spec->nsensitive,
					 .nrecords = m->records.nsample };
	*l = (struct lattice){ .criteria = &m->criteria,
			       .loss = &m->loss,
			       .bottom = &m->bottom,
			       .nquasi = m->spec->nquasi };
	for (q = 0; q < m->spec->nquasi; q++) {
		l->from[q] = m->spec->quasi[q].from;
		l->to[q] = m->spec->quasi[q].to;
	}
	l->limit = (uint64_t)((__int128)m->records.nsample * m->spec->suppression / MILLION);
}

int microdata_find(struct microdata *m, bool exhaustive, struct err *err)
{
	const struct records *r = &m->records;

	m->spec = r->spec;
	if (r->nsample == 0 && r->nrows > 0)
		return err_set(err, ERR_GATE, "nothing to open: the sample holds no record");
	make_layout(m);
	make_lattice(m);
	if (lattice_size(&m->lattice) == 0)
		return json_err(json_root(m->spec->doc), err,
				"the levels of the quasi-identifiers make more than %d "
				"combinations: bound them with \"from\" and \"to\"",
				LATTICE_MAX_NODES);
	info_loss_init(&m->loss, m->spec, &m->layout, r->ids, r->sample, r->nsample);
	groups_of_rows(&m->bottom, &m->layout, r->ids, r->sample, r->nsample, m->lattice.from,
		       NULL);
	return optimum_find(&m->lattice, exhaustive, &m->optimum, err);
}

/* What would have to be dropped at the coarsest levels, for the message. */
static int out_of_reach(const struct microdata *m, struct err *err)
{
	struct groups top;
	struct judgement j;

	groups_roll_up(&top, &m->bottom, m->lattice.to);
	criteria_judge(&m->criteria, &top, m->records.nsample, &j);
	err_set(err, ERR_GATE,
		"no combination of levels is safe enough: at the coarsest %llu of %zu records "
		"would have to be dropped, and the limit is %llu",
		(unsigned long long)j.nbad, m->records.nsample,
		(unsigned long long)m->lattice.limit);
	judgement_release(&j);
	groups_release(&top);
	return -1;
}

/* Order --------------------------------------------------------------------- */

uint32_t microdata_id(const struct microdata *m, const struct shown *s, int quasi)
{
	if (s->mask >> quasi & 1)
		return PATTERN_ANY;
	return m->maps[quasi][m->records.ids[quasi][s->row]];
}

struct str microdata_text(const struct microdata *m, int quasi, uint32_t id)
{
	if (id == PATTERN_ANY)
		return (struct str){ NULL, 0 };
	return m->records.ladders[quasi].rungs[m->levels[quasi]].texts[id];
}

static int compare_ids(uint32_t a, uint32_t b)
{
	return a < b ? -1 : a > b;
}

/* By what is published, column by column; then by weight, which decides no byte of
 * the release but some figures of its risk. */
static int by_published(const void *a, const void *b, void *of)
{
	const struct shown *x = a, *y = b;
	const struct microdata *m = of;
	const struct record_column *c;
	size_t i;
	int order = 0;

	for (i = 0; i < m->records.schema.nfields && order == 0; i++) {
		c = &m->records.columns[i];
		if (c->role == RECORD_QUASI)
			order = compare_ids(microdata_id(m, x, c->number),
					    microdata_id(m, y, c->number));
		else if (c->role == RECORD_SENSITIVE || c->role == RECORD_OTHER)
			order = compare_ids(c->coding.ids[x->row], c->coding.ids[y->row]);
	}
	if (order == 0 && m->records.weight)
		order = compare_ids(m->records.weight->ids[x->row], m->records.weight->ids[y->row]);
	return order;
}

static void sort_shown(struct microdata *m, int (*by)(const void *, const void *, void *))
{
	if (m->nshown > 1)
		qsort_r(m->shown, m->nshown, sizeof(*m->shown), by, m);
}

/* Patterns ------------------------------------------------------------------ */

/* NULL looks like every value where cells are blanked, for then nobody can tell the two
 * apart; else it is a value. */
static uint32_t pattern_id(const struct microdata *m, int quasi, uint32_t id)
{
	if (m->spec->cells >= 0 && !microdata_text(m, quasi, id).p)
		return PATTERN_ANY;
	return id;
}

static void pattern_of(const struct microdata *m, const struct shown *s, uint32_t *ids)
{
	int q;

	for (q = 0; q < m->spec->nquasi; q++)
		ids[q] = pattern_id(m, q, microdata_id(m, s, q));
}

static int compare_patterns(const struct microdata *m, const struct shown *x, const struct shown *y)
{
	int order = 0, q;

	for (q = 0; q < m->spec->nquasi && order == 0; q++)
		order = compare_ids(pattern_id(m, q, microdata_id(m, x, q)),
				    pattern_id(m, q, microdata_id(m, y, q)));
	return order;
}

static int by_pattern(const void *a, const void *b, void *of)
{
	int order = compare_patterns(of, a, b);

	return order ? order : by_published(a, b, of);
}

/* The patterns of what is shown, sorted by them, with the records (or their
 * weights) of each.  pattern_of_shown: the number of each shown record's, or NULL. */
static void make_patterns(struct microdata *m, bool by_weight, struct patterns *p,
			  uint32_t *pattern_of_shown)
{
	uint32_t ids[MICRODATA_MAX_QUASI];
	uint64_t own;
	size_t i;

	*p = (struct patterns){ .nquasi = m->spec->nquasi };
	for (i = 0; i < m->nshown; i++) {
		own = by_weight ? (uint64_t)records_weight(&m->records, m->shown[i].row) : 1;
		if (i == 0 || compare_patterns(m, &m->shown[i - 1], &m->shown[i]) != 0) {
			pattern_of(m, &m->shown[i], ids);
			patterns_add(p, ids, own);
		} else {
			p->own[p->n - 1] += own;
		}
		if (pattern_of_shown)
			pattern_of_shown[i] = (uint32_t)p->n - 1;
	}
}

/* Suppression --------------------------------------------------------------- */

static void hold_class(struct microdata *m, const struct groups *g, uint32_t group,
		       enum verdict verdict)
{
	struct held_class *h;
	int q;

	m->held = mem_grow(m->held, &m->held_capacity, m->nheld + 1, sizeof(*m->held));
	h = &m->held[m->nheld++];
	*h = (struct held_class){ .verdict = verdict,
				  .records = g->sizes[group],
				  .dropped = g->sizes[group] };
	for (q = 0; q < m->spec->nquasi; q++)
		h->ids[q] = key_get(&m->layout,
				    g->keys + (size_t)g->first[group] * (size_t)m->layout.words, q);
}

static int compare_held(const struct microdata *m, const struct held_class *x,
			const struct held_class *y)
{
	int order = 0, q;

	for (q = 0; q < m->spec->nquasi && order == 0; q++)
		order = compare_ids(x->ids[q], y->ids[q]);
	return order;
}

static int by_ids(const void *a, const void *b, void *of)
{
	return compare_held(of, a, b);
}

static struct held_class *find_held(const struct microdata *m, const struct held_class *key)
{
	size_t low = 0, high = m->nheld, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = compare_held(m, key, &m->held[middle]);
		if (order == 0)
			return &m->held[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* Judges the classes at the optimum and takes up the records of the good ones; of all
 * of them when cells are to be blanked. */
static void take_records(struct microdata *m)
{
	const struct records *r = &m->records;
	uint32_t *group_of = mem_zalloc(r->nsample + 1, sizeof(*group_of)), g;
	struct judgement j;
	struct groups at;
	size_t i;

	groups_of_rows(&at, &m->layout, r->ids, r->sample, r->nsample, m->levels, group_of);
	criteria_judge(&m->criteria, &at, r->nsample, &j);
	m->nviolating = j.nbad;
	for (g = 0; g < at.ngroups; g++)
		if (j.verdicts[g] != CLASS_GOOD)
			hold_class(m, &at, g, (enum verdict)j.verdicts[g]);
	if (m->nheld > 1)
		qsort_r(m->held, m->nheld, sizeof(*m->held), by_ids, m);
	for (i = 0; i < r->nsample; i++)
		if (m->spec->cells >= 0 || j.verdicts[group_of[i]] == CLASS_GOOD)
			m->shown[m->nshown++] = (struct shown){ r->sample[i], 0 };
	judgement_release(&j);
	groups_release(&at);
	free(group_of);
}

/* Drops the records that are seen fewer than k times; whether there were any. */
static bool drop_rare(struct microdata *m)
{
	uint32_t *pattern = mem_zalloc(m->nshown + 1, sizeof(*pattern));
	size_t before = m->nshown, i;
	struct patterns p;
	uint64_t *seen;

	sort_shown(m, by_pattern);
	make_patterns(m, false, &p, pattern);
	seen = mem_zalloc(p.n + 1, sizeof(*seen));
	frequency_count(&p, &p, seen);
	m->nshown = 0;
	for (i = 0; i < before; i++)
		if (seen[pattern[i]] >= (uint64_t)m->spec->k)
			m->shown[m->nshown++] = m->shown[i];
	free(seen);
	free(pattern);
	patterns_release(&p);
	return m->nshown < before;
}

/* Rows of one pattern get the blanks of that pattern in the order of what is published. */
static void apply_blanks(struct microdata *m, const struct blanking *b, const uint32_t *pattern)
{
	size_t i, item = 0;

	for (i = 0; i < m->nshown && item < b->n; i++)
		if (b->items[item].pattern == pattern[i])
			m->shown[i].mask = b->items[item++].mask;
}

/* A record of a held class that is shown after all. */
static void note_kept(struct microdata *m, const struct shown *s)
{
	const struct shown whole = { s->row, 0 };
	struct held_class key, *h;
	int q;

	for (q = 0; q < m->spec->nquasi; q++)
		key.ids[q] = microdata_id(m, &whole, q);
	h = m->nheld ? find_held(m, &key) : NULL;
	if (h)
		h->dropped--;
	if (!s->mask)
		return;
	if (h)
		h->blanked++;
	m->nblanked_records++;
	m->nblanked_cells += (uint64_t)__builtin_popcount(s->mask);
}

static int blank_cells(struct microdata *m, struct err *err)
{
	uint64_t most = (uint64_t)((__int128)m->nshown * m->spec->nquasi * m->spec->cells /
				   MILLION);
	uint32_t *pattern = mem_zalloc(m->nshown + 1, sizeof(*pattern));
	struct blanking b = { 0 };
	struct patterns p;
	size_t i;
	int ret;

	sort_shown(m, by_pattern);
	make_patterns(m, false, &p, pattern);
	ret = blanking_make(&b, &p, (uint64_t)m->spec->k, most, err);
	if (ret == 0) {
		apply_blanks(m, &b, pattern);
		/* Each that goes may have been what another one leant on. */
		while (drop_rare(m))
			;
		for (i = 0; i < m->nshown; i++)
			note_kept(m, &m->shown[i]);
	}
	blanking_release(&b);
	patterns_release(&p);
	free(pattern);
	return ret;
}

/* Risk ---------------------------------------------------------------------- */

/* All records of the input by the level shown: what the sample was drawn from. */
static void count_population(const struct microdata *m, const struct patterns *of, uint64_t *f)
{
	const struct records *r = &m->records;
	struct patterns all = { .nquasi = m->spec->nquasi };
	uint32_t ids[MICRODATA_MAX_QUASI], g, id;
	struct groups at;
	int q;

	groups_of_rows(&at, &m->layout, r->ids, NULL, r->nrows, m->levels, NULL);
	for (g = 0; g < at.ngroups; g++) {
		for (q = 0; q < m->spec->nquasi; q++) {
			id = key_get(&m->layout,
				     at.keys + (size_t)at.first[g] * (size_t)m->layout.words, q);
			ids[q] = pattern_id(m, q, id);
		}
		patterns_add(&all, ids, at.sizes[g]);
	}
	frequency_count(of, &all, f);
	patterns_release(&all);
	groups_release(&at);
}

static int by_size(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void note_classes(struct microdata *m, const uint64_t *seen, size_t n)
{
	free(m->class_sizes);
	m->nclass_sizes = n;
	m->class_sizes = mem_zalloc(n + 1, sizeof(*m->class_sizes));
	memcpy(m->class_sizes, seen, n * sizeof(*seen));
	if (n > 1)
		qsort(m->class_sizes, n, sizeof(*m->class_sizes), by_size);
}

static void assess(struct microdata *m, struct risk *risk)
{
	struct patterns p, weights;
	struct risk_class *classes;
	uint64_t *f, *F, *w;
	size_t i;

	sort_shown(m, by_pattern);
	make_patterns(m, false, &p, NULL);
	make_patterns(m, true, &weights, NULL);
	f = mem_zalloc(p.n + 1, sizeof(*f));
	F = mem_zalloc(p.n + 1, sizeof(*F));
	w = mem_zalloc(p.n + 1, sizeof(*w));
	classes = mem_zalloc(p.n + 1, sizeof(*classes));
	frequency_count(&p, &p, f);
	frequency_count(&p, &weights, w);
	if (m->spec->sample_by)
		count_population(m, &p, F);
	for (i = 0; i < p.n; i++) {
		if (!m->spec->sample_by)
			F[i] = m->records.weight ? w[i] / MILLION : f[i];
		classes[i] = (struct risk_class){ p.own[i], f[i], F[i] > f[i] ? F[i] : f[i],
						  m->records.weight ? w[i] : 0 };
	}
	risk_assess(risk, classes, p.n, m->spec->risk_threshold);
	note_classes(m, f, p.n);
	free(classes);
	free(f);
	free(F);
	free(w);
	patterns_release(&p);
	patterns_release(&weights);
}

/* The end ------------------------------------------------------------------- */

static int check_result(const struct microdata *m, struct err *err)
{
	const struct risk *r = &m->risk;

	if (m->records.nrows == 0)
		return 0; /* nothing in, nothing out: yg check runs without rows */
	if (m->nshown == 0)
		return err_set(err, ERR_GATE, "nothing to open: every record would be dropped");
	if (r->smallest < (uint64_t)m->spec->k)
		return err_set(err, ERR_BUG, "a class of %llu records got through",
			       (unsigned long long)r->smallest);
	if (m->spec->risk_gate && r->grade < 3)
		return err_set(err, ERR_GATE,
			       "the smallest class has %llu records, a risk of %.6f, and the "
			       "threshold is %.6f: raise k",
			       (unsigned long long)r->smallest, r->prosecutor.max,
			       (double)m->spec->risk_threshold / MILLION);
	return 0;
}

static void set_levels(struct microdata *m, const int *levels)
{
	const struct ladder *l;
	int q;

	for (q = 0; q < m->spec->nquasi; q++) {
		l = &m->records.ladders[q];
		m->levels[q] = levels[q];
		if (!m->maps[q])
			m->maps[q] = mem_zalloc((size_t)l->rungs[0].n + 1, sizeof(**m->maps));
		ladder_map(l, 0, levels[q], m->maps[q]);
	}
}

static void assess_input(struct microdata *m)
{
	static const int finest[MICRODATA_MAX_QUASI];
	size_t i;

	set_levels(m, finest);
	m->nshown = m->records.nsample;
	for (i = 0; i < m->nshown; i++)
		m->shown[i] = (struct shown){ m->records.sample[i], 0 };
	assess(m, &m->risk_before);
	m->nshown = 0;
}

int microdata_open(struct microdata *m, struct err *err)
{
	if (!m->optimum.is_found)
		return out_of_reach(m, err);
	m->shown = mem_zalloc(m->records.nsample + 1, sizeof(*m->shown));
	assess_input(m);
	set_levels(m, m->optimum.levels);
	take_records(m);
	if (m->spec->cells >= 0 && blank_cells(m, err) < 0)
		return -1;
	m->ndropped = m->records.nsample - m->nshown;
	assess(m, &m->risk);
	sort_shown(m, by_published);
	return check_result(m, err);
}

void microdata_release(struct microdata *m)
{
	int q;

	for (q = 0; q < MICRODATA_MAX_QUASI; q++)
		free(m->maps[q]);
	free(m->shown);
	free(m->held);
	free(m->class_sizes);
	groups_release(&m->bottom);
	info_loss_release(&m->loss);
	records_release(&m->records);
	*m = (struct microdata){ 0 };
}
