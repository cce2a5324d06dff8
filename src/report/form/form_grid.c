#include "report/form/form_grid.h"

#include <stdlib.h>

#include "core/mem.h"

enum { ROWS_MAX = 2000, COLUMNS_MAX = 64, SCALE_MAX = 18, LEVEL_MAX = 6 };

static const char *const type_words[] = { "count", "amount", "signed", "percent", "text", NULL };

/* What a datum takes from its column, its row or its own place. */
struct traits {
	const char *id, *unit, *was, *changed, *basis, *last, *now, *before;
	int type, scale; /* -1: not said */
	bool total, exact, cumulative, of_which;
};

struct reader {
	struct form_table *t;
	struct traits *columns;
	size_t ncolumns;
	size_t room_places, room_cells;
	const char *measure;	/* unit of data that say none */
	int until[COLUMNS_MAX]; /* the first row in which the column is free again */
	int row;
	struct err *err;
};

static int check_id(struct json v, const char *id, struct err *err)
{
	if (strchr(id, '/'))
		return json_err(v, err, "the name \"%s\" must hold no \"/\"", id);
	return 0;
}

static void read_kind(struct json_obj *o, struct traits *t)
{
	long long scale = -1;

	t->type = json_opt_choice(o, "type", type_words, -1);
	json_opt_str(o, "unit", &t->unit);
	json_opt_bool(o, "total", &t->total);
	json_opt_bool(o, "exact", &t->exact);
	if (json_opt_int(o, "scale", &scale) && (scale < 0 || scale > SCALE_MAX))
		json_fail(o, "scale", "\"scale\" must be 0 to %d", SCALE_MAX);
	t->scale = (int)scale;
}

static void read_change(struct json_obj *o, struct traits *t)
{
	struct json pair = { NULL, NULL };

	if (!json_opt_array(o, "change", &pair))
		return;
	if (json_count(pair) != 2 || json_get_str(json_first(pair), &t->now, o->err) < 0 ||
	    json_get_str(json_next(json_first(pair)), &t->before, o->err) < 0)
		json_fail(o, "change", "\"change\" must name two columns: now and before");
}

static int read_column(struct json v, struct traits *t, struct err *err)
{
	struct json_obj o;

	json_open(&o, v, err);
	t->id = json_str(&o, "id");
	read_kind(&o, t);
	json_opt_str(&o, "last", &t->last);
	read_change(&o, t);
	if (json_close(&o) < 0)
		return -1;
	return check_id(v, t->id, err);
}

static int read_columns(struct reader *r, struct json v)
{
	struct json item;
	size_t n = json_count(v);

	if (n > COLUMNS_MAX)
		return json_err(v, r->err, "more than %d columns", COLUMNS_MAX);
	r->columns = mem_zalloc(n + 1, sizeof(*r->columns));
	for (item = json_first(v); json_is(item); item = json_next(item))
		if (read_column(item, &r->columns[r->ncolumns++], r->err) < 0)
			return -1;
	return 0;
}

/* The first free column of the current row. */
static int free_column(const struct reader *r)
{
	int c = 0;

	while (c < COLUMNS_MAX && r->until[c] > r->row)
		c++;
	return c;
}

static int add_place(struct reader *r, struct json v, struct form_place p)
{
	struct form_table *t = r->t;
	int c = free_column(r);

	if (p.rowspan < 1 || p.colspan < 1 || c + p.colspan > COLUMNS_MAX)
		return json_err(v, r->err, "spans must be at least 1, and %d columns at most",
				COLUMNS_MAX);
	for (int i = c; i < c + p.colspan; i++) {
		if (r->until[i] > r->row)
			return json_err(v, r->err,
					"the place meets one that a row above reaches down to");
		r->until[i] = r->row + p.rowspan;
	}
	p.row = r->row;
	p.column = c;
	if (t->ncolumns < c + p.colspan && r->row == 0)
		t->ncolumns = c + p.colspan;
	t->places = mem_grow(t->places, &r->room_places, t->nplaces + 1, sizeof(*t->places));
	t->places[t->nplaces++] = p;
	return 0;
}

static void note_id(const char ***ids, size_t *n, const char *id)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp((*ids)[i], id) == 0)
			return;
	*ids = mem_resize(*ids, *n + 1, sizeof(**ids));
	(*ids)[(*n)++] = id;
}

/* The key and, behind its NUL, the row and the column, so that one free() does. */
static char *key_make(const char *table, const char *row, size_t nrow, const char *column)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s/%.*s/%s", table, (int)nrow, row, column);
	buf_add(&b, "", 1);
	buf_printf(&b, "%.*s", (int)nrow, row);
	buf_add(&b, "", 1);
	buf_puts(&b, column);
	return buf_detach(&b);
}

static int pick(int first, int second, int otherwise)
{
	return first >= 0 ? first : second >= 0 ? second : otherwise;
}

/* row: of the row or of the place itself; column: of the column, or all unsaid. */
static void add_cell(struct reader *r, const char *row_id, size_t nrow, const struct traits *row,
		     const struct traits *column)
{
	struct form_table *t = r->t;
	struct form_cell *c;

	t->cells = mem_grow(t->cells, &r->room_cells, t->ncells + 1, sizeof(*t->cells));
	c = &t->cells[t->ncells++];
	*c = (struct form_cell){ .key = key_make(t->id, row_id, nrow, column->id) };
	c->row = c->key + strlen(c->key) + 1;
	c->column = c->row + nrow + 1;
	c->unit = column->unit ? column->unit : row->unit ? row->unit : r->measure;
	c->type = (enum form_type)pick(column->type, row->type, FORM_COUNT);
	c->scale = column->type >= 0 ? pick(column->scale, -1, 0)
				     : pick(row->scale, column->scale, 0);
	c->row_label = c->column_label = "";
	c->exact = column->exact || (column->type < 0 && row->exact);
	c->computed = column->last || column->now;
	c->was = row->was;
	c->changed = row->changed;
	c->basis = row->basis;
	c->last = column->last;
	c->now = column->now;
	c->before = column->before;
	c->of_which = row->of_which;
	c->cumulative = row->cumulative;
	c->is_total = row->total || column->total;
	note_id(&t->rows, &t->ndatarows, c->row);
	note_id(&t->columns, &t->ndatacolumns, c->column);
}

/* {"cell":"规章/本年制发件数", ...}: `id` is ROW/COLUMN. */
static int read_datum(struct reader *r, struct json v, const char *id, const struct traits *own)
{
	struct traits column = { .type = -1, .scale = -1 };
	const char *slash = strchr(id, '/');

	if (!slash || slash == id || !slash[1] || strchr(slash + 1, '/'))
		return json_err(v, r->err, "the cell \"%s\" must be called ROW/COLUMN", id);
	column.id = slash + 1;
	add_cell(r, id, (size_t)(slash - id), own, &column);
	return 0;
}

static int read_place(struct reader *r, struct json v, bool may_be_datum, int level)
{
	struct form_place p = {
		.rowspan = 1, .colspan = 1, .head = true, .level = level, .text = "", .cell = -1
	};
	struct traits own = { .type = -1, .scale = -1 };
	long long rowspan = 1, colspan = 1;
	const char *cell = NULL;
	struct json_obj o;

	json_open(&o, v, r->err);
	json_opt_int(&o, "rowspan", &rowspan);
	json_opt_int(&o, "colspan", &colspan);
	if (may_be_datum && json_opt_str(&o, "cell", &cell)) {
		read_kind(&o, &own);
		json_opt_bool(&o, "cumulative", &own.cumulative);
		json_opt_str(&o, "basis", &own.basis);
	} else if (json_has(&o, "text")) {
		json_get_str(json_any(&o, "text"), &p.text, r->err);
		json_opt_array(&o, "also", &p.also);
	} else {
		json_str(&o, "text");
	}
	if (json_close(&o) < 0)
		return -1;
	if (rowspan < 1 || rowspan > ROWS_MAX || colspan < 1 || colspan > COLUMNS_MAX || !p.text)
		return json_err(v, r->err,
				"a span that is too large or none, or a text that is none");
	p.rowspan = (int)rowspan;
	p.colspan = (int)colspan;
	p.head = !cell;
	p.cell = cell ? (int)r->t->ncells : -1;
	if (cell && read_datum(r, v, cell, &own) < 0)
		return -1;
	return add_place(r, v, p);
}

static int read_data_row(struct reader *r, struct json v)
{
	struct traits row = { .type = -1, .scale = -1 };
	struct json labels, item;
	struct json_obj o;
	long long level = 0;

	json_open(&o, v, r->err);
	row.id = json_str(&o, "row");
	labels = json_array(&o, "labels");
	read_kind(&o, &row);
	json_opt_bool(&o, "cumulative", &row.cumulative);
	json_opt_bool(&o, "of_which", &row.of_which);
	if (json_opt_int(&o, "level", &level) && (level < 0 || level > LEVEL_MAX))
		json_fail(&o, "level", "\"level\" must be 0 to %d", LEVEL_MAX);
	json_opt_str(&o, "was", &row.was);
	json_opt_str(&o, "changed", &row.changed);
	json_opt_str(&o, "basis", &row.basis);
	if (json_close(&o) < 0 || check_id(v, row.id, r->err) < 0)
		return -1;
	for (item = json_first(labels); json_is(item); item = json_next(item))
		/* The first label is what the row is; unit and code stand beside it. */
		if (read_place(r, item, false,
			       item.node == json_first(labels).node ? (int)level : 0) < 0)
			return -1;
	for (size_t i = 0; i < r->ncolumns; i++) {
		struct form_place p = { .rowspan = 1, .colspan = 1, .text = "" };

		p.cell = (int)r->t->ncells;
		add_cell(r, row.id, strlen(row.id), &row, &r->columns[i]);
		if (add_place(r, v, p) < 0)
			return -1;
	}
	return 0;
}

static int read_row(struct reader *r, struct json v)
{
	struct json item;
	int c;

	if (json_is_object(v)) {
		if (read_data_row(r, v) < 0)
			return -1;
	} else {
		for (item = json_first(v); json_is(item); item = json_next(item))
			if (read_place(r, item, true, 0) < 0)
				return -1;
	}
	c = free_column(r);
	if (c != r->t->ncolumns)
		return json_err(v, r->err, "the row fills %d columns of %d", c, r->t->ncolumns);
	return 0;
}

static int read_grid(struct reader *r, struct json v)
{
	struct form_table *t = r->t;
	struct json item;

	for (item = json_first(v); json_is(item); item = json_next(item), r->row++)
		if (r->row >= ROWS_MAX || read_row(r, item) < 0)
			return r->row >= ROWS_MAX
				       ? json_err(v, r->err, "more than %d rows", ROWS_MAX)
				       : -1;
	t->nrows = r->row;
	for (int c = 0; c < t->ncolumns; c++)
		if (r->until[c] > t->nrows)
			return json_err(v, r->err, "a rowspan reaches below the last row");
	if (t->nhead > t->nrows)
		return json_err(v, r->err, "\"head\" is more than the rows of the table");
	return 0;
}

const struct form_place *form_place_at(const struct form_table *t, int row, int column)
{
	for (size_t i = 0; i < t->nplaces; i++) {
		const struct form_place *p = &t->places[i];

		if (row >= p->row && row < p->row + p->rowspan && column >= p->column &&
		    column < p->column + p->colspan)
			return p;
	}
	return NULL;
}

/* A grid that was read has no hole. */
static const struct form_place *covering(const struct form_table *t, int row, int column)
{
	const struct form_place *p = form_place_at(t, row, column);

	if (!p)
		abort();
	return p;
}

static void add_label(struct buf *b, const char *text)
{
	buf_printf(b, "／%s", text);
}

/* A change in percent stands in the row of a number in 万元. */
static bool is_unit_of_row(const struct form_table *t, const char *row, const char *text)
{
	for (size_t i = 0; i < t->ncells; i++)
		if (strcmp(t->cells[i].row, row) == 0 && strcmp(t->cells[i].unit, text) == 0)
			return true;
	return false;
}

/* Labels of the row, from the left; a printed unit or code says nothing more. */
static void row_labels(const struct form_table *t, const struct form_place *p, struct form_cell *c,
		       struct buf *b)
{
	for (int column = 0; column < p->column;) {
		const struct form_place *at = covering(t, p->row, column);

		if (at->head && *at->text && !is_unit_of_row(t, c->row, at->text) &&
		    (strcmp(at->text, c->row) != 0 || !*c->row_label)) {
			add_label(b, at->text);
			c->row_label = at->text;
		}
		column = at->column + at->colspan;
	}
}

/* How many columns of the row lie right of its labels. */
static int data_width(const struct form_table *t, int row)
{
	int c = 0;

	while (c < t->ncolumns && covering(t, row, c)->head)
		c++;
	return t->ncolumns - c;
}

/* Labels above, from the top; a further one that stands over all data says nothing more. */
static void column_labels(const struct form_table *t, const struct form_place *p,
			  struct form_cell *c, struct buf *b)
{
	const struct form_place *found[COLUMNS_MAX], *at;
	int row = p->row - 1, n = 0, width = data_width(t, p->row);

	while (row >= 0 && !(at = covering(t, row, p->column))->head)
		row = at->row - 1;
	for (; row >= 0 && n < COLUMNS_MAX; row = at->row - 1) {
		at = covering(t, row, p->column);
		if (!at->head)
			break;
		if (n == 0 || at->colspan < width)
			found[n++] = at;
	}
	if (n > 0)
		c->column_label = found[0]->text;
	while (n-- > 0)
		add_label(b, found[n]->text);
}

static void label_cells(struct form_table *t)
{
	for (size_t i = 0; i < t->nplaces; i++) {
		const struct form_place *p = &t->places[i];
		struct buf b = BUF_INIT;

		if (p->cell < 0)
			continue;
		buf_puts(&b, t->id);
		row_labels(t, p, &t->cells[p->cell], &b);
		column_labels(t, p, &t->cells[p->cell], &b);
		t->cells[p->cell].label = buf_detach(&b);
	}
}

static int read_widths(struct form_table *t, struct json v, struct err *err)
{
	struct json item;
	long long n;
	int i = 0;

	if (!json_is(v))
		return 0;
	if (json_count(v) != (size_t)t->ncolumns)
		return json_err(v, err, "\"widths\" must hold %d numbers, one for each column",
				t->ncolumns);
	t->widths = mem_zalloc((size_t)t->ncolumns, sizeof(*t->widths));
	for (item = json_first(v); json_is(item); item = json_next(item)) {
		if (json_get_int(item, &n, err) < 0)
			return -1;
		if (n < 1 || n > 1000)
			return json_err(item, err, "a width must be 1 to 1000");
		t->widths[i++] = (int)n;
	}
	return 0;
}

static int read_notes(struct form_table *t, struct json v, struct err *err)
{
	struct json item;

	t->notes = mem_zalloc(json_count(v) + 1, sizeof(*t->notes));
	for (item = json_first(v); json_is(item); item = json_next(item))
		if (json_get_str(item, &t->notes[t->nnotes++], err) < 0)
			return -1;
	return 0;
}

int form_table_read(struct json v, struct form_table *t, struct err *err)
{
	struct json columns = { NULL, NULL }, widths = columns, notes = columns, grid;
	struct reader r = { .t = t, .measure = "", .err = err };
	struct json_obj o;
	long long head;
	int ret;

	*t = (struct form_table){ .title = "", .unit = "" };
	json_open(&o, v, err);
	t->id = json_str(&o, "id");
	json_opt_str(&o, "title", &t->title);
	json_opt_str(&o, "unit", &t->unit);
	json_opt_str(&o, "measure", &r.measure);
	head = json_int(&o, "head");
	if (head < 0 || head > ROWS_MAX)
		json_fail(&o, "head", "\"head\" must be 0 to %d", ROWS_MAX);
	t->nhead = (int)head;
	json_opt_array(&o, "columns", &columns);
	json_opt_array(&o, "widths", &widths);
	json_opt_array(&o, "notes", &notes);
	grid = json_array(&o, "grid");
	if (json_close(&o) < 0 || check_id(v, t->id, err) < 0)
		return -1;
	ret = read_columns(&r, columns) < 0 || read_grid(&r, grid) < 0 ||
			      read_widths(t, widths, err) < 0 || read_notes(t, notes, err) < 0
		      ? -1
		      : 0;
	free(r.columns);
	if (ret == 0)
		label_cells(t);
	return ret;
}

void form_table_release(struct form_table *t)
{
	for (size_t i = 0; i < t->ncells; i++) {
		free(t->cells[i].key);
		free(t->cells[i].label);
	}
	free(t->cells);
	free(t->places);
	free(t->widths);
	free(t->rows);
	free(t->columns);
	free(t->notes);
	*t = (struct form_table){ 0 };
}
