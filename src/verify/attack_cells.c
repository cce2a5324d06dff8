#include "verify/attack_cells.h"

#include <stdlib.h>

#include "core/decimal.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"

#define VALUE_LIMIT ((int64_t)1 << 52)

enum { SCALE_MAX = 9 };

/* A measure of a release on its way in. */
struct intake {
	struct attack_cells *c;
	const struct published *p;
	int32_t release, quantity;
	int column, scale;
	int64_t *values; /* by text */
	int books[BOOKS_MAX], dimensions[BOOKS_MAX], ndimensions;
	int32_t *nodes[BOOKS_MAX]; /* by text of the dimension's column */
};

static size_t key_bytes(const struct attack_cells *c)
{
	return ((size_t)c->nbooks + 1) * sizeof(int32_t);
}

int32_t attack_cells_find(const struct attack_cells *c, const int32_t *key)
{
	return dict_find(c->keys, (const char *)key, key_bytes(c));
}

/* Entries of a dictionary are not aligned. */
void attack_cells_key(const struct attack_cells *c, int32_t cell, int32_t *key)
{
	memcpy(key, dict_at(c->keys, cell).p, key_bytes(c));
}

static int find_book(const struct attack_cells *c, const char *name)
{
	for (int i = 0; i < c->nbooks; i++)
		if (strcmp(c->books[i].name, name) == 0)
			return i;
	return -1;
}

static int add_books(struct attack_cells *c, const struct published *p, struct err *err)
{
	for (size_t i = 0; i < p->ncolumns; i++) {
		int book;

		if (!p->columns[i].is_key)
			continue;
		book = find_book(c, p->columns[i].name);
		if (book < 0 && c->nbooks == BOOKS_MAX)
			return err_set(err, ERR_DATA, "%s: more than %d dimensions", p->folder,
				       BOOKS_MAX);
		if (book < 0)
			codebook_init(&c->books[book = c->nbooks++], p->columns[i].name);
		if (codebook_add(&c->books[book], p, (int)i, err) < 0)
			return -1;
	}
	return 0;
}

static enum time_kind time_of(const char *kind)
{
	static const char *const words[] = { "", "flow", "stock", "cumulative" };

	for (int i = 1; i < 4; i++)
		if (strcmp(kind, words[i]) == 0)
			return (enum time_kind)i;
	return TIME_UNKNOWN;
}

static enum adding adding_of(const char *quantity)
{
	if (!*quantity)
		return ADDS_UNKNOWN;
	if (strncmp(quantity, "sum(", 4) == 0 || strncmp(quantity, "count", 5) == 0)
		return ADDS_UP;
	return strncmp(quantity, "distinct(", 9) == 0 ? ADDS_DISTINCT : ADDS_NOT;
}

static bool is_same_measure(const struct quantity *q, const struct published_column *c)
{
	if (strcmp(q->kind, c->kind) != 0)
		return false;
	if (*q->quantity && *c->quantity)
		return strcmp(q->quantity, c->quantity) == 0;
	return strcmp(q->name, c->name) == 0 && strcmp(q->unit, c->unit) == 0;
}

static int decimals(struct str s)
{
	const char *dot = memchr(s.p, '.', s.n);

	return dot ? (int)(s.n - (size_t)(dot - s.p) - 1) : 0;
}

/* Whether it is a number as sums are: rates with exponents cannot be added up exactly. */
static int read_values(struct intake *in, struct err *err)
{
	const struct sheet_column *c = &in->p->table.columns[in->column];
	int32_t n = c->texts ? dict_count(c->texts) : 0;

	in->scale = 0;
	for (int32_t i = 0; i < n; i++)
		if (decimals(dict_at(c->texts, i)) > in->scale)
			in->scale = decimals(dict_at(c->texts, i));
	if (in->scale > SCALE_MAX)
		in->scale = SCALE_MAX;
	in->values = mem_zalloc((size_t)n + 1, sizeof(*in->values));
	for (int32_t i = 0; i < n; i++) {
		__int128 v;

		if (!decimal_parse(dict_at(c->texts, i), in->scale, &v) || v <= -VALUE_LIMIT ||
		    v >= VALUE_LIMIT)
			return err_set(
				err, ERR_DATA,
				"%s: %s: column %s holds what is no number of less than 2^52 "
				"in its last digit",
				in->p->folder, in->p->path, in->p->columns[in->column].name);
		in->values[i] = (int64_t)v;
	}
	return 0;
}

static void find_nodes(struct intake *in)
{
	in->ndimensions = 0;
	for (size_t i = 0; i < in->p->ncolumns; i++) {
		const struct sheet_column *c = &in->p->table.columns[i];
		int32_t n = c->texts ? dict_count(c->texts) : 0, *nodes;
		int book = find_book(in->c, in->p->columns[i].name);

		if (!in->p->columns[i].is_key)
			continue;
		nodes = mem_alloc(((size_t)n + 1) * sizeof(*nodes));
		for (int32_t k = 0; k < n; k++)
			nodes[k] = codebook_find(&in->c->books[book], dict_at(c->texts, k));
		in->nodes[in->ndimensions] = nodes;
		in->books[in->ndimensions] = book;
		in->dimensions[in->ndimensions++] = (int)i;
	}
}

static int make_key(const struct intake *in, int64_t row, int32_t *key, struct err *err)
{
	memset(key, 0, key_bytes(in->c));
	key[0] = in->quantity;
	for (int i = 0; i < in->ndimensions; i++) {
		int32_t id = in->p->table.columns[in->dimensions[i]].ids[row];

		if (id < 0)
			return err_set(err, ERR_DATA, "%s: %s: row %lld has no code in column %s",
				       in->p->folder, in->p->path, (long long)row + 1,
				       in->p->columns[in->dimensions[i]].name);
		key[1 + in->books[i]] = in->nodes[i][id];
	}
	return 0;
}

/* What the release says of the measure in a row. */
static int read_cell(const struct intake *in, int64_t row, struct attack_cell *cell,
		     struct err *err)
{
	const struct published_column *c = &in->p->columns[in->column];
	struct str status = published_text(in->p, c->status, row);
	int32_t id = in->p->table.columns[in->column].ids[row];
	char letter = status.n == 1 ? *status.p : status.n ? '?' : ' ';

	*cell = (struct attack_cell){ .release = in->release,
				      .last = in->release,
				      .state = CELL_SHOWN };
	if (letter == 'z')
		return 0;
	if (id >= 0) {
		cell->value = in->values[id];
		cell->state = letter == 'p' ? CELL_HELD : CELL_SHOWN;
		return 0;
	}
	cell->state = letter == 'c' ? CELL_HIDDEN : CELL_UNAVAILABLE;
	cell->was_hidden = letter == 'c';
	if (letter != 'c' && letter != 'x')
		return err_set(err, ERR_DATA,
			       "%s: %s: row %lld of column %s is empty without a status",
			       in->p->folder, in->p->path, (long long)row + 1, c->name);
	return 0;
}

/* Whether the quantity so far and this measure show the same wherever both show something. */
static int agrees(const struct intake *in, bool *does, struct err *err)
{
	int32_t key[BOOKS_MAX + 1], at;
	struct attack_cell cell;

	*does = in->c->quantities[in->quantity].scale == in->scale;
	for (int64_t row = 0; *does && row < in->p->table.nrows; row++) {
		if (make_key(in, row, key, err) < 0 || read_cell(in, row, &cell, err) < 0)
			return -1;
		at = attack_cells_find(in->c, key);
		if (at >= 0 && in->c->cells[at].state == CELL_SHOWN && cell.state == CELL_SHOWN)
			*does = in->c->cells[at].value == cell.value;
	}
	return 0;
}

static void add_quantity(struct intake *in)
{
	const struct published_column *c = &in->p->columns[in->column];
	struct attack_cells *all = in->c;
	struct quantity *q;

	all->quantities = mem_grow(all->quantities, &all->quantities_room,
				   (size_t)all->nquantities + 1, sizeof(*all->quantities));
	q = &all->quantities[in->quantity = all->nquantities++];
	*q = (struct quantity){ .dataset = in->p->name,
				.name = c->name,
				.unit = c->unit,
				.kind = c->kind,
				.quantity = c->quantity,
				.scale = in->scale,
				.time = time_of(c->kind),
				.adding = adding_of(c->quantity),
				.flow = -1 };
}

static int choose_quantity(struct intake *in, struct err *err)
{
	const struct published_column *c = &in->p->columns[in->column];
	bool does = false;

	for (in->quantity = 0; in->quantity < in->c->nquantities; in->quantity++) {
		if (!is_same_measure(&in->c->quantities[in->quantity], c))
			continue;
		if (agrees(in, &does, err) < 0)
			return -1;
		if (does)
			return 0;
		log_warn("%s: %s is called the same in another release and shows other values: "
			 "taken "
			 "as another quantity",
			 in->p->folder, c->name);
	}
	add_quantity(in);
	return 0;
}

static int put_cell(struct intake *in, const int32_t *key, const struct attack_cell *cell,
		    int64_t row, struct err *err)
{
	struct attack_cells *c = in->c;
	int32_t at = dict_put(c->keys, (const char *)key, key_bytes(c));
	bool was_hidden;

	if (at == c->ncells) {
		c->cells = mem_grow(c->cells, &c->cells_room, (size_t)at + 1, sizeof(*c->cells));
		c->cells[c->ncells++] = *cell;
		return 0;
	}
	if (c->cells[at].last == in->release)
		return err_set(err, ERR_DATA, "%s: %s: row %lld has the codes of an earlier row",
			       in->p->folder, in->p->path, (long long)row + 1);
	was_hidden = c->cells[at].was_hidden || cell->was_hidden;
	if (cell->state > c->cells[at].state)
		c->cells[at] = *cell;
	c->cells[at].was_hidden = was_hidden;
	c->cells[at].last = in->release;
	return 0;
}

/* Whether a row can be hidden although nothing happened in its period. */
static bool has_sum(const struct published *p)
{
	for (size_t i = 0; i < p->ncolumns; i++) {
		const struct published_column *c = &p->columns[i];
		size_t n = strlen(c->name);

		if (c->status >= 0 && (time_of(c->kind) == TIME_CUMULATIVE ||
				       (n > 4 && strcmp(c->name + n - 4, "_ytd") == 0)))
			return true;
	}
	return false;
}

static int take_rows(struct intake *in, struct err *err)
{
	struct quantity *q = &in->c->quantities[in->quantity];
	int32_t key[BOOKS_MAX + 1];
	struct attack_cell cell;

	q->is_beside_sum |= q->time != TIME_CUMULATIVE && has_sum(in->p);
	for (int64_t row = 0; row < in->p->table.nrows; row++) {
		if ((row % 4096 == 0 && program_check(err) < 0) ||
		    make_key(in, row, key, err) < 0 || read_cell(in, row, &cell, err) < 0 ||
		    put_cell(in, key, &cell, row, err) < 0)
			return -1;
		if (cell.state < CELL_HELD)
			continue;
		q->has_negative |= cell.value < 0;
		q->shows_zero |= cell.value == 0 &&
				 in->p->table.columns[in->column].ids[row] != SHEET_EMPTY;
	}
	return 0;
}

static int take_measure(struct intake *in, struct err *err)
{
	int ret = -1;

	if (read_values(in, err) == 0 && choose_quantity(in, err) == 0)
		ret = take_rows(in, err);
	free(in->values);
	in->values = NULL;
	return ret;
}

static int take_release(struct attack_cells *c, int release, struct err *err)
{
	const struct published *p = &c->releases[release];
	struct intake in = { .c = c, .p = p, .release = release };
	int ret = 0;

	if (*p->method && strcmp(p->method, "suppression") != 0) {
		log_warn("%s: is protected by %s, not by suppression: left out", p->folder,
			 p->method);
		c->nmethods++;
		return 0;
	}
	find_nodes(&in);
	for (size_t i = 0; ret == 0 && i < p->ncolumns; i++) {
		in.column = (int)i;
		if (p->columns[i].status >= 0)
			ret = take_measure(&in, err);
	}
	for (int i = 0; i < in.ndimensions; i++)
		free(in.nodes[i]);
	return ret;
}

/* By what it adds up; or, where the packages do not say, by its name. */
static bool is_sum_of(const struct quantity *sum, const struct quantity *flow)
{
	size_t n = strlen(flow->name);

	if (sum->scale != flow->scale)
		return false;
	if (*sum->quantity && *flow->quantity)
		return sum->time == TIME_CUMULATIVE && flow->time == TIME_FLOW &&
		       strcmp(sum->quantity, flow->quantity) == 0;
	return !*sum->quantity && !*flow->quantity && strncmp(sum->name, flow->name, n) == 0 &&
	       strcmp(sum->name + n, "_ytd") == 0;
}

static void join_flows(struct attack_cells *c)
{
	for (int32_t i = 0; i < c->nquantities; i++)
		for (int32_t k = 0; k < c->nquantities; k++)
			if (i != k && is_sum_of(&c->quantities[i], &c->quantities[k]))
				c->quantities[i].flow = k;
}

int attack_cells_init(struct attack_cells *c, const struct published *releases, int n,
		      struct err *err)
{
	*c = (struct attack_cells){ .releases = releases, .nreleases = n, .keys = dict_new() };
	for (int i = 0; i < n; i++)
		if (add_books(c, &releases[i], err) < 0)
			return err_wrap(err, "%s", releases[i].folder);
	for (int i = 0; i < c->nbooks; i++)
		if (codebook_finish(&c->books[i], err) < 0)
			return -1;
	for (int i = 0; i < n; i++)
		if (take_release(c, i, err) < 0)
			return -1;
	join_flows(c);
	return 0;
}

void attack_cells_release(struct attack_cells *c)
{
	for (int i = 0; i < c->nbooks; i++)
		codebook_release(&c->books[i]);
	if (c->keys)
		dict_free(c->keys);
	free(c->quantities);
	free(c->cells);
	*c = (struct attack_cells){ .ncells = 0 };
}

static bool has_dimension(const struct attack_cells *c, int32_t release, const char *name)
{
	const struct published *p = &c->releases[release];
	int column = published_find(p, name);

	return column >= 0 && p->columns[column].is_key;
}

void attack_cells_put_name(const struct attack_cells *c, int32_t cell, struct buf *to)
{
	const char *between = "";
	int32_t key[BOOKS_MAX + 1];
	struct str code;

	attack_cells_key(c, cell, key);
	for (int i = 0; i < c->nbooks; i++) {
		if (key[i + 1] == NODE_TOTAL &&
		    !has_dimension(c, c->cells[cell].release, c->books[i].name))
			continue;
		code = dict_at(c->books[i].codes, key[i + 1]);
		buf_printf(to, "%s%s=%.*s", between, c->books[i].name, (int)code.n, code.p);
		between = ",";
	}
}
