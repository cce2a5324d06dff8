#include "report/form/form.h"

#include <stdlib.h>

#include "core/mem.h"
#include "report/form/form_grid.h"

enum { TABLES_MAX = 32 };

static const char *const every_words[] = { "year", "quarter", "month", NULL };

/* Where each datum is: key to number, sorted by key; and each table's first number. */
struct entry {
	const char *key;
	int number;
};

struct index {
	struct entry *entries;
	int n;
	int first[TABLES_MAX + 1];
};

static int compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

static int build_index(struct form *f, struct err *err)
{
	struct index *x = f->index = mem_zalloc(1, sizeof(*x));
	size_t i, j;

	for (i = 0; i < f->ntables; i++)
		x->first[i + 1] = x->first[i] + (int)f->tables[i].ncells;
	x->entries = mem_zalloc((size_t)x->first[f->ntables] + 1, sizeof(*x->entries));
	for (i = 0; i < f->ntables; i++)
		for (j = 0; j < f->tables[i].ncells; j++, x->n++)
			x->entries[x->n] = (struct entry){ f->tables[i].cells[j].key, x->n };
	qsort(x->entries, (size_t)x->n, sizeof(*x->entries), compare_entries);
	for (i = 1; i < (size_t)x->n; i++)
		if (strcmp(x->entries[i - 1].key, x->entries[i].key) == 0)
			return err_set(err, ERR_CONFIG, "%s: the edition %s names %s twice",
				       json_path(f->doc), f->edition, x->entries[i].key);
	return 0;
}

static int period_of(struct json_obj *o, const char *key, const char *text, const struct form *f,
		     struct period *p)
{
	if (!text)
		return 0;
	if (!period_parse(str_of(text), p) || p->level != f->every) {
		json_fail(o, key, "\"%s\" must be a %s, not \"%s\"", key, every_words[f->every],
			  text);
		return -1;
	}
	return 0;
}

/* The keys that tell one edition from another; the rest stays for read_edition(). */
static void read_span(struct json_obj *o, struct form *f)
{
	const char *from, *to = NULL;

	f->edition = json_str(o, "edition");
	f->number = json_str(o, "number");
	from = json_str(o, "from");
	f->in_force = !json_opt_str(o, "to", &to);
	if (period_of(o, "from", from, f, &f->from) == 0)
		period_of(o, "to", to, f, &f->to);
}

static bool covers(const struct form *f, struct period p)
{
	return p.n >= f->from.n && (f->in_force || p.n <= f->to.n);
}

static int read_tables(struct form *f, struct json v, struct err *err)
{
	struct json item;

	if (json_count(v) > TABLES_MAX)
		return json_err(v, err, "more than %d tables", TABLES_MAX);
	f->tables = mem_zalloc(json_count(v) + 1, sizeof(*f->tables));
	for (item = json_first(v); json_is(item); item = json_next(item))
		if (form_table_read(item, &f->tables[f->ntables++], err) < 0)
			return -1;
	return 0;
}

static int table_number(const struct form *f, const char *id)
{
	for (size_t i = 0; i < f->ntables; i++)
		if (strcmp(f->tables[i].id, id) == 0)
			return (int)i;
	return -1;
}

static int read_section(struct form *f, struct json v, struct form_section *s, struct err *err)
{
	const char *table = NULL;
	struct json_obj o;

	*s = (struct form_section){ .table = -1 };
	json_open(&o, v, err);
	s->heading = json_str(&o, "heading");
	json_opt_array(&o, "also", &s->also);
	json_opt_str(&o, "narrative", &s->narrative);
	if (json_opt_str(&o, "table", &table)) {
		s->table = table_number(f, table);
		if (s->table < 0)
			json_fail(&o, "table", "there is no table \"%s\"", table);
	}
	return json_close(&o);
}

static int read_sections(struct form *f, struct json v, struct err *err)
{
	struct json item;

	f->sections = mem_zalloc(json_count(v) + 1, sizeof(*f->sections));
	for (item = json_first(v); json_is(item); item = json_next(item))
		if (read_section(f, item, &f->sections[f->nsections++], err) < 0)
			return -1;
	return 0;
}

static int read_edition(struct form *f, struct json v, struct err *err)
{
	struct json sections, tables;
	struct json_obj o;

	json_open(&o, v, err);
	read_span(&o, f);
	json_opt_bool(&o, "landscape", &f->landscape);
	json_opt_bool(&o, "grouped", &f->grouped);
	sections = json_array(&o, "sections");
	tables = json_array(&o, "tables");
	f->rules = json_array(&o, "rules");
	if (json_has(&o, "changed"))
		f->changed = json_any(&o, "changed");
	if (json_close(&o) < 0 || read_tables(f, tables, err) < 0 ||
	    read_sections(f, sections, err) < 0)
		return -1;
	return build_index(f, err);
}

/* Opens the file as far as the list of editions. */
static int read_head(const char *path, struct form *f, struct json *editions, struct err *err)
{
	struct json_obj o;

	*f = (struct form){ 0 };
	if (json_read(path, &f->doc, err) < 0)
		return -1;
	json_open(&o, json_root(f->doc), err);
	f->name = json_str(&o, "form");
	f->title = json_str(&o, "title");
	f->every = (enum period_level)json_choice(&o, "every", every_words);
	*editions = json_array(&o, "editions");
	return json_close(&o);
}

static bool is_asked(const struct form *f, struct period period, const char *edition)
{
	return edition ? strcmp(f->edition, edition) == 0 : covers(f, period);
}

static int find_edition(struct form *f, struct json editions, struct period period,
			const char *edition, struct json *found, struct err *err)
{
	char text[9];
	struct json item;
	struct json_obj o;
	struct form try = { .every = f->every };
	int n = 0;

	for (item = json_first(editions); json_is(item); item = json_next(item)) {
		json_open(&o, item, err);
		read_span(&o, &try);
		if (o.failed)
			return json_close(&o);
		if (is_asked(&try, period, edition)) {
			*found = item;
			n++;
		}
	}
	if (n == 1)
		return 0;
	if (edition)
		return err_set(err, ERR_CONFIG, "%s: %s edition \"%s\"", json_path(f->doc),
			       n ? "more than one" : "no", edition);
	period_format(period, text);
	return err_set(err, ERR_CONFIG, "%s: %s edition is for %s", json_path(f->doc),
		       n ? "more than one" : "no", text);
}

int form_load(const char *path, struct period period, const char *edition, struct form *f,
	      struct err *err)
{
	struct json editions, found = { NULL, NULL };

	if (read_head(path, f, &editions, err) < 0)
		goto out;
	if (!edition && period.level != f->every) {
		err_set(err, ERR_USAGE, "%s: the form is for a %s", json_path(f->doc),
			every_words[f->every]);
		goto out;
	}
	if (find_edition(f, editions, period, edition, &found, err) < 0 ||
	    read_edition(f, found, err) < 0)
		goto out;
	return 0;
out:
	form_release(f);
	return -1;
}

void form_release(struct form *f)
{
	struct index *x = f->index;

	if (x)
		free(x->entries);
	free(x);
	for (size_t i = 0; i < f->ntables; i++)
		form_table_release(&f->tables[i]);
	free(f->tables);
	free(f->sections);
	json_free(f->doc);
	*f = (struct form){ 0 };
}

int form_editions(const char *path, char ***names, size_t *n, struct err *err)
{
	struct json editions, item;
	struct json_obj o;
	struct form f;
	int ret = -1;

	*names = NULL;
	*n = 0;
	if (read_head(path, &f, &editions, err) < 0)
		goto out;
	*names = mem_zalloc(json_count(editions) + 1, sizeof(**names));
	for (item = json_first(editions); json_is(item); item = json_next(item)) {
		json_open(&o, item, err);
		read_span(&o, &f);
		if (o.failed) {
			json_close(&o);
			goto out;
		}
		(*names)[(*n)++] = mem_strdup(f.edition);
	}
	ret = 0;
out:
	form_release(&f);
	if (ret < 0) {
		while (*n > 0)
			free((*names)[--*n]);
		free(*names);
		*names = NULL;
	}
	return ret;
}

int form_size(const struct form *f)
{
	return ((const struct index *)f->index)->n;
}

const struct form_table *form_table_of(const struct form *f, int i)
{
	const struct index *x = f->index;
	size_t t = 0;

	while (t + 1 < f->ntables && i >= x->first[t + 1])
		t++;
	return &f->tables[t];
}

const struct form_cell *form_cell(const struct form *f, int i)
{
	const struct form_table *t = form_table_of(f, i);

	return &t->cells[i - ((const struct index *)f->index)->first[t - f->tables]];
}

int form_find(const struct form *f, const char *key)
{
	const struct index *x = f->index;
	struct entry want = { key, 0 }, *found;

	found = bsearch(&want, x->entries, (size_t)x->n, sizeof(want), compare_entries);
	return found ? found->number : -1;
}

int form_find_at(const struct form *f, const char *table, const char *row, const char *column)
{
	struct buf key = BUF_INIT;
	int i;

	buf_printf(&key, "%s/%s/%s", table, row, column);
	i = form_find(f, key.p);
	buf_release(&key);
	return i;
}
