#include "run/review_changes.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

#include "run/line_diff.h"

enum { DEPTH_MAX = 64, REGISTER_DEPTH = 4 };

/* Where the two documents are walked: keys; NULL for an item of an array. */
struct walk {
	const char *keys[DEPTH_MAX];
	size_t items[DEPTH_MAX];
	size_t depth;
	struct json old_column, new_column; /* of a register: for the label */
	struct buf *to;
};

static const struct json nothing = { NULL, NULL };

static bool is_words(struct json v)
{
	struct json i;

	if (!json_is_array(v))
		return false;
	for (i = json_first(v); json_is(i); i = json_next(i))
		if (!json_is_string(i))
			return false;
	return true;
}

static void put_text(const char *text, struct buf *to)
{
	line_put_visible(str_of(text), to);
}

void review_value(struct json v, struct buf *to)
{
	struct json i;
	char *text;

	if (json_is_string(v)) {
		put_text(v.node->valuestring, to);
	} else if (is_words(v)) {
		for (i = json_first(v); json_is(i); i = json_next(i)) {
			put_text(i.node->valuestring, to);
			if (json_is(json_next(i)))
				buf_puts(to, ", ");
		}
		if (!json_count(v))
			buf_puts(to, "nothing");
	} else {
		text = cJSON_PrintUnformatted(v.node);
		put_text(text ? text : "?", to);
		cJSON_free(text);
	}
}

static void put_member(struct json object, const char *key, const char *before, struct buf *to)
{
	struct json v = json_member(object, key);

	if (!json_is(v))
		return;
	buf_puts(to, before);
	review_value(v, to);
}

void review_column(struct json column, struct buf *to)
{
	put_member(column, "class", "", to);
	put_member(column, "openness", ", ", to);
	put_member(column, "treatments", "; treatments ", to);
}

/* "tables", TABLE, "columns", COLUMN: the place of a column in a register. */
static bool is_in_column(const struct walk *w)
{
	return w->depth >= REGISTER_DEPTH && w->keys[0] && strcmp(w->keys[0], "tables") == 0 &&
	       w->keys[1] && w->keys[2] && strcmp(w->keys[2], "columns") == 0 && w->keys[3];
}

static void put_keys(const struct walk *w, size_t from)
{
	size_t i;

	for (i = from; i < w->depth; i++) {
		if (!w->keys[i]) {
			buf_printf(w->to, "[%zu]", w->items[i] + 1);
			continue;
		}
		if (i > from)
			buf_putc(w->to, '.');
		put_text(w->keys[i], w->to);
	}
}

static void put_place(const struct walk *w)
{
	struct json column = json_is(w->new_column) ? w->new_column : w->old_column;

	buf_puts(w->to, "  ");
	if (!is_in_column(w)) {
		put_keys(w, 0);
		return;
	}
	put_text(w->keys[1], w->to);
	buf_putc(w->to, '.');
	put_text(w->keys[3], w->to);
	put_member(column, "label", " (", w->to);
	if (json_is(json_member(column, "label")))
		buf_putc(w->to, ')');
	if (w->depth > REGISTER_DEPTH)
		buf_puts(w->to, ": ");
	put_keys(w, REGISTER_DEPTH);
}

static void put_whole(const struct walk *w, const char *what, struct json v)
{
	put_place(w);
	buf_puts(w->to, what);
	if (is_in_column(w) && w->depth == REGISTER_DEPTH)
		review_column(v, w->to);
	else
		review_value(v, w->to);
	buf_putc(w->to, '\n');
}

static void put_change(const struct walk *w, struct json old, struct json new)
{
	struct buf a = BUF_INIT, b = BUF_INIT;

	review_value(old, &a);
	review_value(new, &b);
	if (strcmp(a.p, b.p) != 0) {
		put_place(w);
		buf_printf(w->to, ": %s -> %s\n", a.p, b.p);
	}
	buf_release(&a);
	buf_release(&b);
}

static void differ(struct walk *w, struct json old, struct json new);

static void descend(struct walk *w, const char *key, size_t item, struct json old, struct json new)
{
	if (w->depth == DEPTH_MAX)
		return;
	w->keys[w->depth] = key;
	w->items[w->depth++] = item;
	if (w->depth == REGISTER_DEPTH) {
		w->old_column = old;
		w->new_column = new;
	}
	differ(w, old, new);
	w->depth--;
}

static void differ_objects(struct walk *w, struct json old, struct json new)
{
	struct json i;

	for (i = json_first(new); json_is(i); i = json_next(i))
		descend(w, json_key(i), 0, json_member(old, json_key(i)), i);
	for (i = json_first(old); json_is(i); i = json_next(i))
		if (!json_is(json_member(new, json_key(i))))
			descend(w, json_key(i), 0, i, nothing);
}

static void differ_arrays(struct walk *w, struct json old, struct json new)
{
	struct json a = json_first(old), b = json_first(new);
	size_t i;

	for (i = 0; json_is(a) || json_is(b); i++) {
		descend(w, NULL, i, a, b);
		a = json_is(a) ? json_next(a) : nothing;
		b = json_is(b) ? json_next(b) : nothing;
	}
}

/* Tables and columns of a register are told one by one also when they are all new. */
static bool is_above_columns(const struct walk *w)
{
	return w->depth == 0 ||
	       (w->depth < REGISTER_DEPTH && w->keys[0] && strcmp(w->keys[0], "tables") == 0);
}

static void differ(struct walk *w, struct json old, struct json new)
{
	struct json there = json_is(new) ? new : old;
	bool both = json_is(old) && json_is(new);

	if (json_is_object(there) &&
	    ((both && json_is_object(old)) || (!both && is_above_columns(w))))
		differ_objects(w, old, new);
	else if (both && json_is_array(old) && json_is_array(new) &&
		 !(is_words(old) && is_words(new)))
		differ_arrays(w, old, new);
	else if (both)
		put_change(w, old, new);
	else
		put_whole(w, json_is(new) ? ": new: " : ": removed: ", there);
}

void review_changes(struct json old, struct json new, struct buf *to)
{
	struct walk w = { .to = to };

	differ(&w, old, new);
}
