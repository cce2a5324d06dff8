#include "extract/source.h"

static const struct source_class *const drivers[] = { &source_sqlite };

const struct source_class *source_by_driver(const char *driver)
{
	size_t i;

	for (i = 0; i < sizeof(drivers) / sizeof(*drivers); i++)
		if (strcmp(drivers[i]->driver, driver) == 0)
			return drivers[i];
	return NULL;
}

void live_table_release(struct live_table *t)
{
	size_t i, k;

	for (i = 0; i < t->ncolumns; i++) {
		free(t->columns[i].name);
		free(t->columns[i].type);
	}
	for (i = 0; i < t->nunique; i++) {
		for (k = 0; t->unique[i][k]; k++)
			free(t->unique[i][k]);
		free(t->unique[i]);
	}
	free(t->columns);
	free(t->unique);
	free(t->row_id_column);
	memset(t, 0, sizeof(*t));
}

static bool is_among(const char *name, const char *const *names, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

bool live_table_is_unique(const struct live_table *t, const char *const *names, size_t n)
{
	size_t i, k;

	if (t->row_id_column && is_among(t->row_id_column, names, n))
		return true;
	for (i = 0; i < t->nunique; i++) {
		for (k = 0; t->unique[i][k]; k++)
			if (!is_among(t->unique[i][k], names, n))
				break;
		if (!t->unique[i][k])
			return true;
	}
	return false;
}
