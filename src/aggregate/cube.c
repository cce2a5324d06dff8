#include "aggregate/cube.h"

#include "core/log.h"
#include "core/mem.h"

/* ---- columns and operations ---------------------------------------- */

static int add_input(struct input_column **list, size_t *n, int column, const struct field *f)
{
	for (size_t i = 0; i < *n; i++)
		if ((*list)[i].column == column)
			return (int)i;
	*list = mem_resize(*list, *n + 1, sizeof(**list));
	(*list)[*n] = (struct input_column){ .column = column, .type = f->type };
	(*list)[*n].scale = f->type == FIELD_DECIMAL ? f->scale : 0;
	return (int)(*n)++;
}

static bool is_pseudonym(const struct field *f)
{
	const char *class = meta_get(&f->meta, META_CLASS);

	return f->type == FIELD_UTF8 && class && strcmp(class, "pseudonym") == 0;
}

static int bind_input(struct cube *c, const struct spec_measure *m, const char *name, bool is_key,
		      const struct schema *schema, int *input, struct err *err)
{
	const struct field *f;
	int column;

	*input = -1;
	if (!name)
		return 0;
	column = schema_need(schema, name, m->name, err);
	if (column < 0)
		return -1;
	f = &schema->fields[column];
	if (is_key &&
	    (f->type == FIELD_OPAQUE || f->type == FIELD_FLOAT64 || f->type == FIELD_BOOL))
		return json_err(m->at, err, "measure %s: values of column %s (%s) are no keys",
				m->name, f->name, field_type_name(f->type));
	if (m->accumulator->op == OP_CELL_KEY && !is_pseudonym(f))
		return json_err(m->at, err, "measure %s: column %s is no pseudonym", m->name,
				f->name);
	if (!is_key && f->type != FIELD_INT64 && f->type != FIELD_DECIMAL)
		return json_err(m->at, err,
				"measure %s: column %s is %s; %s takes int64 or "
				"decimal, which are exact",
				m->name, f->name, field_type_name(f->type), m->accumulator->name);
	*input = is_key ? add_input(&c->keys, &c->nkeys, column, f)
			: add_input(&c->numbers, &c->nnumbers, column, f);
	return 0;
}

/* Whether they differ in their ranks at most. */
static bool is_alike(const struct op *a, const struct op *b)
{
	return a->op == b->op && a->kind == b->kind && a->input == b->input && a->q == b->q &&
	       a->key == b->key && a->where == b->where;
}

static int add_op(struct cube *c, struct op new)
{
	struct op *o;

	new.leader = (int)c->nops;
	new.nranks = new.rank;
	for (size_t i = 0; i < c->nops; i++) {
		o = &c->ops[i];
		if (!is_alike(o, &new))
			continue;
		if (o->rank == new.rank)
			return (int)i;
		new.leader = o->leader;
		o = &c->ops[o->leader];
		o->nranks = o->nranks < new.rank ? new.rank : o->nranks;
	}
	c->ops = mem_resize(c->ops, c->nops + 1, sizeof(*c->ops));
	new.slot = op_is_tally(new.op) ? c->ntallies++ : c->namounts++;
	c->ops[c->nops] = new;
	return (int)c->nops++;
}

static int bind_measure(struct cube *c, struct measure *m, const struct schema *schema,
			struct err *err)
{
	const struct accumulator *a = m->spec->accumulator;
	/* Without periods there is no difference between the kinds. */
	enum measure_kind kind = c->period < 0 ? KIND_FLOW : m->spec->kind;
	struct op rows = { OP_ROWS, kind, .input = -1, .key = -1, .where = WHERE_NONE }, op;
	int input;

	op = (struct op){ a->op, kind, .key = -1, .rank = m->spec->rank, .q = m->spec->q };
	if (bind_input(c, m->spec, m->spec->column, a->input == INPUT_KEY, schema, &op.input, err) <
		    0 ||
	    bind_input(c, m->spec, m->spec->by, true, schema, &op.key, err) < 0 ||
	    wheres_put(&c->wheres, &m->spec->where, &op.where, err) < 0)
		return -1;
	input = op.input;
	if (!c->uses[kind]) {
		c->uses[kind] = true;
		c->rows_slot[kind] = c->ntallies;
		add_op(c, rows);
	}
	m->op = add_op(c, op);
	op.op = a->second;
	op.q = 0;
	m->second = a->second == OP_NONE ? -1 : add_op(c, op);
	m->type = FIELD_INT64;
	if (a->input == INPUT_NUMBER) {
		m->input_scale = c->numbers[input].scale;
		m->type = c->numbers[input].type;
		m->scale = m->input_scale;
		if (strcmp(a->name, "mean") == 0) {
			m->type = FIELD_DECIMAL;
			m->scale = m->spec->scale;
		}
	}
	return 0;
}

/* ---- the whole ----------------------------------------------------- */

static int read_range(const struct schema *schema, struct month_range *range, struct err *err)
{
	const char *text = meta_get(&schema->meta, META_PERIOD);
	struct period from, to;

	*range = (struct month_range){ 0 };
	if (!text)
		return 0;
	if (period_range_parse(text, &from, &to, err) < 0)
		return err_wrap(err, "the stream's " META_PERIOD);
	*range = (struct month_range){ true, from.n, to.n };
	return 0;
}

/* The code dimension with the most nodes: what it saves is the most. */
static void choose_tree(struct cube *c)
{
	int most = 0;

	c->tree = -1;
	for (size_t i = 0; i < c->ndimensions; i++)
		if (c->dimensions[i].spec->kind == DIMENSION_CODES &&
		    c->dimensions[i].hierarchy.nnodes > most) {
			most = c->dimensions[i].hierarchy.nnodes;
			c->tree = (int)i;
		}
	hierarchy_trivial(&c->trivial);
	c->hierarchy = c->tree < 0 ? &c->trivial : &c->dimensions[c->tree].hierarchy;
	c->others = mem_zalloc(c->ndimensions + 1, sizeof(*c->others));
	for (size_t i = 0; i < c->ndimensions; i++)
		if ((int)i != c->tree)
			c->others[c->nothers++] = (int)i;
}

int cube_bind(struct cube *c, const struct spec *spec, const struct schema *schema,
	      const struct code_finder *finder, struct err *err)
{
	struct code_finder mine = *finder;

	*c = (struct cube){ .spec = spec, .tree = -1, .period = spec_period(spec) };
	meta_copy(&c->meta, &schema->meta);
	if (read_range(schema, &c->range, err) < 0)
		return -1;
	c->dimensions = mem_zalloc(spec->ndimensions + 1, sizeof(*c->dimensions));
	for (size_t i = 0; i < spec->ndimensions; i++)
		if (dimension_bind(&c->dimensions[c->ndimensions++], &spec->dimensions[i], schema,
				   finder, &c->range, err) < 0)
			return -1;
	choose_tree(c);
	c->measures = mem_zalloc(spec->nmeasures, sizeof(*c->measures));
	for (size_t i = 0; i < spec->nmeasures; i++) {
		c->measures[i].spec = &spec->measures[i];
		if (bind_measure(c, &c->measures[i], schema, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < c->nkeys; i++)
		idmap_init(&c->keys[i].ids);
	rowstore_init(&c->store, c->nkeys, c->nnumbers);
	c->store.has_masks = c->wheres.n > 0;
	tuples_init(&c->partitions, c->nothers);
	tuples_init(&c->combo_nodes, c->nothers);
	if (wheres_bind(&c->wheres, schema, code_finder_for_filter, &mine, err) < 0)
		return -1;
	return filter_bind(&spec->where, schema, code_finder_for_filter, &mine, &c->where, err);
}

void cube_release(struct cube *c)
{
	for (size_t i = 0; i < c->ndimensions; i++)
		dimension_release(&c->dimensions[i]);
	for (size_t i = 0; i < c->nkeys; i++)
		idmap_release(&c->keys[i].ids);
	for (size_t i = 0; i < c->nkeys; i++)
		free(c->keys[i].record_keys);
	for (size_t i = 0; i < c->ncombos; i++) {
		for (int k = 0; k < KINDS; k++)
			free(c->combos[i].parts[k].parts);
		free(c->combos[i].nodes);
		free(c->combos[i].tallies);
		free(c->combos[i].amounts);
	}
	free(c->combos);
	free(c->always);
	free(c->dimensions);
	free(c->others);
	free(c->keys);
	free(c->numbers);
	free(c->ops);
	free(c->measures);
	hierarchy_release(&c->trivial);
	rowstore_release(&c->store);
	tuples_release(&c->partitions);
	tuples_release(&c->combo_nodes);
	filter_bound_free(c->where);
	wheres_release(&c->wheres);
	meta_release(&c->meta);
	*c = (struct cube){ 0 };
}

int cube_nnodes(const struct cube *c, size_t dimension)
{
	const struct dimension *d = &c->dimensions[dimension];

	if (d->spec->kind == DIMENSION_CODES)
		return d->hierarchy.nnodes;
	return d->spec->kind == DIMENSION_PERIOD ? d->timeline.n : (int)d->spec->nparts + 1;
}

static void report_dimension(const struct dimension *d)
{
	const char *name = d->spec->name;
	char key[128];

	if (d->spec->kind == DIMENSION_CODES) {
		snprintf(key, sizeof(key), "unknown.%s", name);
		log_count(key, d->unknown, "%s: %lld rows counted as unknown", name,
			  (long long)d->unknown);
	}
	if (d->expired) {
		snprintf(key, sizeof(key), "expired.%s", name);
		log_count(key, d->expired, "%s: %lld rows with a code not valid in their month",
			  name, (long long)d->expired);
	}
	if (d->outside) {
		snprintf(key, sizeof(key), "outside.%s", name);
		log_count(key, d->outside, "%s: %lld rows valid at no month's end", name,
			  (long long)d->outside);
	}
}

static void report_nulls(const struct cube *c, const struct spec_measure *m)
{
	char key[128];

	for (size_t i = 0; i < c->nkeys + c->nnumbers; i++) {
		const struct input_column *in = i < c->nkeys ? &c->keys[i]
							     : &c->numbers[i - c->nkeys];
		bool is_key = i < c->nkeys;
		size_t k = is_key ? i : i - c->nkeys;
		const struct measure *mine = &c->measures[m - c->spec->measures];

		if (!m->column || in->nulls == 0 || is_key != (m->accumulator->input == INPUT_KEY))
			continue;
		if (c->ops[mine->op].input != (int)k)
			continue;
		snprintf(key, sizeof(key), "null.%s", m->name);
		log_count(key, in->nulls, "%s: %lld rows without a value in %s", m->name,
			  (long long)in->nulls, m->column);
	}
}

void cube_report(const struct cube *c)
{
	log_count("rows", c->nrows, "%lld rows", (long long)c->nrows);
	if (c->spec->where.n)
		log_count("left_out", c->nleft_out, "%lld rows left out by the filter",
			  (long long)c->nleft_out);
	for (size_t i = 0; i < c->ndimensions; i++)
		report_dimension(&c->dimensions[i]);
	for (size_t i = 0; i < c->spec->nmeasures; i++)
		report_nulls(c, &c->spec->measures[i]);
	log_count("cells", (long long)c->ncells, "%lld cells", (long long)c->ncells);
}
