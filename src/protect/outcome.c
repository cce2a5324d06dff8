#include "protect/outcome.h"

#include "core/mem.h"

static size_t at(const struct outcome *o, uint32_t row, int measure)
{
	return (size_t)row * (size_t)o->cells->nmeasures + (size_t)measure;
}

void outcome_init(struct outcome *o, const struct cells *c)
{
	size_t n = (size_t)c->nrows * (size_t)c->nmeasures;
	uint32_t row;

	*o = (struct outcome){ .cells = c };
	o->statuses = mem_zalloc(n, sizeof(*o->statuses));
	o->texts = mem_zalloc(n, sizeof(*o->texts));
	o->dates = mem_zalloc(c->nrows, sizeof(*o->dates));
	for (row = 0; row < c->nrows; row++)
		o->dates[row] = OUTCOME_NO_DATE;
}

void outcome_release(struct outcome *o)
{
	size_t i, n = o->cells ? (size_t)o->cells->nrows * (size_t)o->cells->nmeasures : 0;

	for (i = 0; i < n; i++)
		free(o->texts[i]);
	free(o->texts);
	free(o->statuses);
	free(o->dates);
	free(o->method);
	*o = (struct outcome){ 0 };
}

void outcome_set(struct outcome *o, uint32_t row, int measure, const char *text, char status)
{
	size_t i = at(o, row, measure);

	free(o->texts[i]);
	o->texts[i] = mem_strdup(text);
	o->statuses[i] = status;
}

void outcome_set_status(struct outcome *o, uint32_t row, int measure, char status)
{
	o->statuses[at(o, row, measure)] = status;
}

void outcome_suppress(struct outcome *o, uint32_t row)
{
	size_t i;
	int m;

	for (m = 0; m < o->cells->nmeasures; m++) {
		i = at(o, row, m);
		free(o->texts[i]);
		o->texts[i] = NULL;
		o->statuses[i] = cells_is_null(o->cells, m, row) ? 0 : 'c';
	}
}

static char own_status(const struct cells *c, uint32_t row, int measure)
{
	switch (cells_status(c, measure, row)) {
	case STATUS_NOT_APPLICABLE:
		return 'z';
	case STATUS_NOT_AVAILABLE:
		return 'x';
	case STATUS_PROVISIONAL:
		return 'p';
	default:
		return 0;
	}
}

bool outcome_shows(const struct outcome *o, uint32_t row, int measure, char *status)
{
	size_t i = at(o, row, measure);

	*status = o->statuses[i] ? o->statuses[i] : own_status(o->cells, row, measure);
	if (*status == 'c')
		return false;
	return o->texts[i] ? *o->texts[i] != '\0' : !cells_is_null(o->cells, measure, row);
}
