#include "core/json.h"
#include "core/mem.h"
#include "core/record.h"

static const char *const type_names[] = {
	[FIELD_BOOL] = "bool",	     [FIELD_INT64] = "int64",	[FIELD_DECIMAL] = "decimal",
	[FIELD_FLOAT64] = "float64", [FIELD_DATE] = "date",	[FIELD_UTF8] = "utf8",
	[FIELD_DICT] = "dict",	     [FIELD_OPAQUE] = "opaque",
};

enum { NTYPES = sizeof(type_names) / sizeof(*type_names) };

const char *field_type_name(enum field_type type)
{
	return (unsigned)type < NTYPES ? type_names[type] : "unknown";
}

int field_type_by_name(const char *name)
{
	int i;

	for (i = 0; i < NTYPES; i++)
		if (strcmp(name, type_names[i]) == 0)
			return i;
	return -1;
}

static struct meta_pair *meta_find(const struct meta *m, const char *key)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (strcmp(m->pairs[i].key, key) == 0)
			return &m->pairs[i];
	return NULL;
}

const char *meta_get(const struct meta *m, const char *key)
{
	const struct meta_pair *pair = meta_find(m, key);

	return pair ? pair->value : NULL;
}

void meta_set(struct meta *m, const char *key, const char *value)
{
	struct meta_pair *pair = meta_find(m, key);
	char *copy = mem_strdup(value);

	if (pair) {
		free(pair->value);
		pair->value = copy;
		return;
	}
	m->pairs = mem_resize(m->pairs, m->n + 1, sizeof(*m->pairs));
	m->pairs[m->n++] = (struct meta_pair){ mem_strdup(key), copy };
}

void meta_remove(struct meta *m, const char *key)
{
	struct meta_pair *pair = meta_find(m, key);
	size_t after;

	if (!pair)
		return;
	free(pair->key);
	free(pair->value);
	after = m->n - 1 - (size_t)(pair - m->pairs);
	memmove(pair, pair + 1, after * sizeof(*pair));
	m->n--;
}

void meta_copy(struct meta *to, const struct meta *from)
{
	struct meta copy = { NULL, from->n };
	size_t i;

	if (from->n)
		copy.pairs = mem_resize(NULL, from->n, sizeof(*copy.pairs));
	for (i = 0; i < from->n; i++) {
		copy.pairs[i].key = mem_strdup(from->pairs[i].key);
		copy.pairs[i].value = mem_strdup(from->pairs[i].value);
	}
	meta_release(to);
	*to = copy;
}

void meta_release(struct meta *m)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		free(m->pairs[i].key);
		free(m->pairs[i].value);
	}
	free(m->pairs);
	*m = (struct meta){ NULL, 0 };
}

void schema_release(struct schema *s)
{
	size_t i;

	for (i = 0; i < s->nfields; i++) {
		free(s->fields[i].name);
		meta_release(&s->fields[i].meta);
	}
	free(s->fields);
	meta_release(&s->meta);
	*s = (struct schema)SCHEMA_INIT;
}

void schema_copy(struct schema *to, const struct schema *from)
{
	struct schema copy = SCHEMA_INIT;
	size_t i;

	for (i = 0; i < from->nfields; i++)
		schema_add_copy(&copy, &from->fields[i]);
	meta_copy(&copy.meta, &from->meta);
	schema_release(to);
	*to = copy;
}

struct field *schema_add(struct schema *s, const char *name, enum field_type type)
{
	struct field *f;

	s->fields = mem_resize(s->fields, s->nfields + 1, sizeof(*s->fields));
	f = &s->fields[s->nfields++];
	*f = (struct field){ .name = mem_strdup(name), .type = type, .nullable = true };
	if (type == FIELD_DECIMAL) {
		f->precision = 38;
		f->scale = 2;
	}
	return f;
}

struct field *schema_add_copy(struct schema *s, const struct field *f)
{
	/* f may stand in s itself, whose memory moves. */
	struct field from = *f;
	struct field *to = schema_add(s, from.name, from.type);

	to->precision = from.precision;
	to->scale = from.scale;
	to->nullable = from.nullable;
	meta_copy(&to->meta, &from.meta);
	return to;
}

int schema_find(const struct schema *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->nfields; i++)
		if (strcmp(s->fields[i].name, name) == 0)
			return (int)i;
	return -1;
}

int schema_need(const struct schema *s, const char *name, const char *who, struct err *err)
{
	int found = schema_find(s, name);
	const char *nearest;

	if (found >= 0)
		return found;
	nearest = nearest_member(name, s->fields, s->nfields, sizeof(*s->fields));
	if (nearest)
		return err_set(err, ERR_CONFIG,
			       "%s: the input has no column '%s'; did you mean '%s'?", who, name,
			       nearest);
	return err_set(err, ERR_CONFIG, "%s: the input has no column '%s'", who, name);
}

/* The stage that alone writes a state. */
static const char *state_stage(const char *state)
{
	static const char *const stages[][2] = { { "raw", "yg-extract" },
						 { "masked", "yg-mask" },
						 { "cells", "yg-aggregate" },
						 { "safe", "yg-protect" } };
	size_t i;

	for (i = 0; i < sizeof(stages) / sizeof(*stages); i++)
		if (strcmp(stages[i][0], state) == 0)
			return stages[i][1];
	return "the stage that writes it";
}

int schema_need_state(const struct schema *s, const char *state, const char *program,
		      struct err *err)
{
	const char *is = meta_get(&s->meta, META_STATE);

	if (is && strcmp(is, state) == 0)
		return 0;
	if (!is)
		return err_set(err, ERR_STREAM,
			       "the input of %s has no %s, it must be '%s': run %s before it",
			       program, META_STATE, state, state_stage(state));
	return err_set(err, ERR_STREAM,
		       "the input of %s is in state '%s', it must be '%s': run %s before it",
		       program, is, state, state_stage(state));
}
