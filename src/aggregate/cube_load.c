#include "aggregate/record_key.h"
#include "aggregate/slab.h"

#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"

/* What one pass over the input needs. */
struct loading {
	struct cube *cube;
	struct slab_queue *queue;
	bool *keep;
	uint32_t **leaves; /* by dimension */
	size_t capacity;
	uint32_t *tuple, last; /* the partition of the row before */
	bool has_last;
};

static void make_room(struct loading *l, size_t n)
{
	if (l->keep && n <= l->capacity)
		return;
	l->capacity = n;
	l->keep = mem_resize(l->keep, n, sizeof(*l->keep));
	for (size_t d = 0; d < l->cube->ndimensions; d++)
		l->leaves[d] = mem_resize(l->leaves[d], n, sizeof(**l->leaves));
}

static size_t count_kept(const bool *keep, int64_t n)
{
	size_t kept = 0;

	for (int64_t i = 0; i < n; i++)
		kept += keep[i];
	return kept;
}

/* Neighbours often share a partition, so the last one is tried first. */
static uint32_t find_partition(struct loading *l, int64_t i)
{
	struct cube *c = l->cube;
	bool same = l->has_last;

	for (size_t k = 0; k < c->nothers; k++) {
		uint32_t leaf = l->leaves[c->others[k]][i];

		same = same && l->tuple[k] == leaf;
		l->tuple[k] = leaf;
	}
	if (!same)
		l->last = tuples_put(&c->partitions, l->tuple);
	l->has_last = true;
	return l->last;
}

static int find_leaves(struct loading *l, const struct batch *batch, int64_t row, struct err *err)
{
	struct cube *c = l->cube;

	for (size_t d = 0; d < c->ndimensions; d++)
		if (dimension_leaves(&c->dimensions[d], batch, row, l->keep, l->leaves[d], err) < 0)
			return -1;
	if (c->period < 0 || c->spec->dimensions[c->period].valid_from)
		return 0;
	for (size_t d = 0; d < c->ndimensions; d++)
		if (c->spec->dimensions[d].kind == DIMENSION_CODES)
			dimension_check_months(&c->dimensions[d], l->keep, l->leaves[d],
					       l->leaves[c->period], batch->nrows);
	return 0;
}

static int load_batch(struct loading *l, const struct batch *batch, int64_t row, struct err *err)
{
	struct cube *c = l->cube;
	struct slab *slab = slab_queue_take(l->queue);
	size_t n = 0, kept;

	make_room(l, (size_t)batch->nrows);
	slab_clear(slab, c, (size_t)batch->nrows);
	memset(l->keep, true, (size_t)batch->nrows * sizeof(*l->keep));
	filter_rows(c->where, batch, l->keep);
	c->nrows += batch->nrows;
	c->nleft_out += batch->nrows - (int64_t)count_kept(l->keep, batch->nrows);
	if (find_leaves(l, batch, row, err) < 0)
		return -1;
	kept = count_kept(l->keep, batch->nrows);
	for (int64_t i = 0; i < batch->nrows; i++) {
		if (!l->keep[i])
			continue;
		slab->rows.partition[n] = find_partition(l, i);
		slab->rows.leaf[n++] = c->tree < 0 ? 0 : l->leaves[c->tree][i];
	}
	if (slab_fill(slab, c, batch, l->keep, kept, err) < 0)
		return -1;
	slab_queue_put(l->queue);
	return 0;
}

static int load_all(struct loading *l, struct reader *r, struct err *err)
{
	const struct batch *batch;
	int64_t row = 1;
	int ret;

	while ((ret = reader_next(r, &batch, err)) > 0) {
		if (program_check(err) < 0 || load_batch(l, batch, row, err) < 0)
			return -1;
		row += batch->nrows;
		log_progress("rows", row - 1);
	}
	return ret;
}

static int find_record_keys(struct cube *c, struct err *err)
{
	for (size_t i = 0; i < c->nops; i++) {
		struct input_column *in;

		if (c->ops[i].op != OP_CELL_KEY)
			continue;
		in = &c->keys[c->ops[i].input];
		if (in->record_keys) /* for measures of another kind */
			continue;
		in->record_keys = record_keys_of(&in->ids);
		if (!in->record_keys)
			return err_set(err, ERR_DATA,
				       "a value of the column that cell keys are made of is no "
				       "pseudonym");
	}
	return 0;
}

int cube_load(struct cube *c, struct reader *r, struct err *err)
{
	struct loading l = { .cube = c };
	int ret = -1;

	l.leaves = mem_zalloc(c->ndimensions + 1, sizeof(*l.leaves));
	l.tuple = mem_zalloc(c->nothers + 1, sizeof(*l.tuple));
	l.queue = slab_queue_start(c, err);
	if (l.queue)
		ret = load_all(&l, r, err);
	slab_queue_stop(l.queue);
	log_progress_end();
	for (size_t d = 0; ret == 0 && d < c->ndimensions; d++)
		ret = dimension_end(&c->dimensions[d], err);
	if (ret == 0)
		ret = find_record_keys(c, err);
	for (size_t d = 0; d < c->ndimensions; d++)
		free(l.leaves[d]);
	free(l.leaves);
	free(l.tuple);
	free(l.keep);
	return ret;
}
