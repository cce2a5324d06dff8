#include "inspect/probe.h"

#include <openssl/crypto.h>
#include <stdlib.h>

#include "core/mem.h"
#include "inspect/masked.h"
#include "inspect/neighbours.h"
#include "inspect/pattern.h"

enum { NAME_SHORT = 6 /* bytes of two ideographs */ };

struct asking {
	const struct probe *probe;
	struct str text;
	size_t seen;
	bool is_name, values_only;
	struct notes *notes;
};

static void note(struct asking *a, enum finding_kind kind, size_t from, size_t to, const char *what)
{
	struct notes *n = a->notes;

	if (to <= a->seen)
		return;
	n->items = mem_grow(n->items, &n->capacity, n->n + 1, sizeof(*n->items));
	n->items[n->n++] = (struct note){ from, to, kind, what };
}

/* The part of the register's knowledge that an allowance can speak of. */
static enum pii_kind allowed_as(unsigned kinds)
{
	return kinds & KEYSET_IDENT ? PII_NKINDS : kinds & KEYSET_NAME ? PII_NAME : PII_ADDRESS;
}

static void ask_values(struct asking *a, struct probe_room *room)
{
	const struct folded *f = &room->folded;
	size_t text_end = 0;
	unsigned text_column = 0;

	room->hits.n = 0;
	search(a->probe->values->set, f, &room->hits);
	neighbours_judge(a->probe->values, f, a->is_name, &room->hits);
	for (size_t i = 0; i < room->hits.n; i++) {
		const struct search_hit *h = &room->hits.items[i];
		size_t from = f->at[h->from], to = folded_end(f, h->to, a->text);

		/* Chance makes names of two characters where bytes are no text. */
		if (a->values_only && h->kinds == KEYSET_NAME && h->to - h->from <= NAME_SHORT)
			continue;
		/* Windows of one text overlap: that is one finding. */
		if (h->kinds == KEYSET_TEXT && h->from < text_end && h->column == text_column) {
			text_end = h->to;
			continue;
		}
		if (allowance_has_value(a->probe->allowance, allowed_as(h->kinds), a->text, from,
					to))
			continue;
		if (h->kinds == KEYSET_TEXT) {
			text_end = h->to;
			text_column = h->column;
		}
		note(a, FINDING_VALUE, from, to, a->probe->values->columns[h->column]);
	}
}

static void on_masked(void *ctx, size_t from, size_t to, const char *shape)
{
	struct asking *a = ctx;

	if (!allowance_has_value(a->probe->allowance, PII_NKINDS, a->text, from, to))
		note(a, FINDING_MASKED, from, to, shape);
}

static void on_pattern(void *ctx, size_t from, size_t to, const char *what)
{
	note(ctx, FINDING_PATTERN, from, to, what);
}

static int by_from(const void *pa, const void *pb)
{
	const struct note *a = pa, *b = pb;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	return a->kind != b->kind ? (int)a->kind - (int)b->kind : strcmp(a->what, b->what);
}

void probe_piece(const struct probe *p, const struct piece *piece, struct probe_room *room)
{
	struct asking a = {
		p, piece->text, piece->seen, piece->is_name, piece->values_only, &room->notes
	};
	struct str text = piece->text;

	room->notes.n = 0;
	if (text.n == 0)
		return;
	folded_make(&room->folded, text);
	ask_values(&a, room);
	if (!piece->values_only) {
		masked_find(text, p->candidates, on_masked, &a);
		pattern_find(p->recogniser, p->allowance, text,
			     piece->is_joined ? PII_VALID : PII_SHAPE, on_pattern, &a);
	}
	if (room->notes.n)
		qsort(room->notes.items, room->notes.n, sizeof(*room->notes.items), by_from);
}

void probe_room_release(struct probe_room *room)
{
	folded_release(&room->folded);
	free(room->hits.items);
	free(room->notes.items);
	*room = (struct probe_room){ 0 };
}

void notes_report(const struct notes *notes, const struct piece *piece, struct findings *f)
{
	long long line = piece->line;
	size_t start = 0, at = 0; /* of the line; up to which lines are counted */

	for (size_t i = 0; i < notes->n; i++) {
		const struct note *n = &notes->items[i];
		struct str value = { piece->text.p + n->from, n->to - n->from };
		const char *end;

		while (piece->line && (end = memchr(piece->text.p + at, '\n', n->from - at))) {
			line++;
			start = at = (size_t)(end - piece->text.p) + 1;
		}
		at = n->from;
		if (piece->is_name)
			findings_add(f, n->kind, n->what, piece->file, value, "its name");
		else if (piece->line)
			findings_add(f, n->kind, n->what, piece->file, value, "line %lld, byte %zu",
				     line, n->from - start + 1);
		else
			findings_add(f, n->kind, n->what, piece->file, value, "byte %zu",
				     n->from + 1);
	}
}
