#include "core/json.h"

#include <stdlib.h>

#include "core/mem.h"

enum { WORD_MAX = 64 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

/*
 * Damerau-Levenshtein distance in its restricted form (optimal string
 * alignment): insert, delete, replace, swap neighbours; one edit per place.
 */
static int distance(const char *a, int na, const char *b, int nb)
{
	int d[WORD_MAX + 1][WORD_MAX + 1];

	for (int i = 0; i <= na; i++)
		d[i][0] = i;
	for (int j = 0; j <= nb; j++)
		d[0][j] = j;
	for (int i = 1; i <= na; i++) {
		for (int j = 1; j <= nb; j++) {
			int cost = a[i - 1] != b[j - 1];

			d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1,
					d[i - 1][j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	}
	return d[na][nb];
}

/* About a third of the word may be wrong, but never all of it. */
static int allowance(int n)
{
	return n < 2 ? 0 : n < 6 ? 1 : n / 3;
}

const char *nearest_word(const char *word, const char *const *words, size_t n)
{
	size_t length = strlen(word);
	const char *best = NULL;
	int best_distance;

	if (length > WORD_MAX)
		return NULL;
	best_distance = allowance((int)length) + 1;
	for (size_t i = 0; i < n; i++) {
		size_t other = strlen(words[i]);
		int d;

		if (other > WORD_MAX)
			continue;
		d = distance(word, (int)length, words[i], (int)other);
		if (d < best_distance && (d == 0 || d < (int)other)) {
			best = words[i];
			best_distance = d;
		}
	}
	return best;
}

const char *nearest_member(const char *word, const void *structs, size_t n, size_t size)
{
	const char **words = mem_zalloc(n, sizeof(*words)), *near;
	size_t i;

	for (i = 0; i < n; i++)
		memcpy(&words[i], (const char *)structs + i * size, sizeof(words[i]));
	near = nearest_word(word, words, n);
	free(words);
	return near;
}
