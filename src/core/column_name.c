#include "core/column_name.h"

#include "core/column_word.h"

enum { NAME_MAX_BYTES = 96, PARTS_MAX = 16 };

/* The name in lower case without separators, and where its parts begin. */
struct parts {
	char text[NAME_MAX_BYTES + 1];
	size_t n;
	size_t start[PARTS_MAX + 1];
	size_t count;
	bool han;
};

/* A word that was found, and the words that say the same. */
struct found {
	const struct column_words *words;
	const char *word;
};

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

/* snake_case, kebab-case, camelCase, HTMLName: a part begins after a separator, at
 * a capital after a small letter, and at the last capital before a small one. */
static bool begins_part(const char *name, size_t i)
{
	if (i == 0)
		return true;
	return is_upper(name[i]) &&
	       (is_lower(name[i - 1]) || (is_upper(name[i - 1]) && is_lower(name[i + 1])));
}

static struct parts parts_of(const char *name)
{
	struct parts p = { .n = 0 };
	bool begin = true;
	size_t i;

	for (i = 0; name[i] != '\0' && p.n < NAME_MAX_BYTES; i++) {
		char c = name[i];

		/* Figures number the columns of a repeated group. */
		if (!is_upper(c) && !is_lower(c) && !(c & 0x80)) {
			begin = true;
			continue;
		}
		if ((begin || begins_part(name, i)) && p.count < PARTS_MAX)
			p.start[p.count++] = p.n;
		begin = false;
		p.han = p.han || (c & 0x80);
		p.text[p.n++] = is_upper(c) ? (char)(c - 'A' + 'a') : c;
	}
	p.start[p.count] = p.n;
	return p;
}

/* The word [text, text + n) of the table. */
static struct found table_find(const struct column_words *table, const char *text, size_t n)
{
	const char *word;

	for (; table->words != NULL; table++)
		for (word = table->words; *word != '\0'; word += strlen(word) + 1)
			if (strlen(word) == n && memcmp(word, text, n) == 0)
				return (struct found){ table, word };
	return (struct found){ NULL, NULL };
}

static struct found word_find(const char *text, size_t n)
{
	struct found f = table_find(column_words_person, text, n);

	return f.words != NULL ? f : table_find(column_words_other, text, n);
}

/* How many characters at the start of the text say whose it is, the i-th longest
 * first; 0: none. */
static size_t whose_length(const char *text, size_t n, size_t shorter_than)
{
	const struct column_words *table;
	const char *word;
	size_t best = 0, length;

	for (table = column_words_whose; table->words != NULL; table++)
		for (word = table->words; *word != '\0'; word += strlen(word) + 1) {
			length = strlen(word);
			if (length < n && length < shorter_than && length > best &&
			    memcmp(word, text, length) == 0)
				best = length;
		}
	return best;
}

/* hzsfzh, ownerTel, hz_jtzz: whose, and then a word; twice at the most. */
static struct found whose_find(const char *text, size_t n, int depth)
{
	size_t length = n;
	struct found f = { NULL, NULL };

	while (f.words == NULL && (length = whose_length(text, n, length)) > 0) {
		f = word_find(text + length, n - length);
		if (f.words == NULL && depth > 0)
			f = whose_find(text + length, n - length, depth - 1);
	}
	return f;
}

/* Parts of the name that together are a word: the last ones first, which tell
 * what it is, then the first, then any. */
static struct found part_find(const struct parts *p)
{
	struct found f;
	size_t first, last;

	for (last = p->count; last > 0; last--)
		for (first = 0; first < last; first++) {
			const char *text = p->text + p->start[first];
			size_t n = p->start[last] - p->start[first];

			f = word_find(text, n);
			if (f.words == NULL)
				f = whose_find(text, n, 1);
			if (f.words != NULL && f.words->use == COLUMN_PART)
				return f;
		}
	return (struct found){ NULL, NULL };
}

/* The Chinese word that ends last, which tells what the value is; of several the longest. */
static struct found han_find(const struct parts *p)
{
	const struct column_words *table;
	struct found best = { NULL, NULL };
	const char *word, *at, *best_end = NULL;
	size_t length = 0;

	for (table = column_words_han; table->words != NULL; table++)
		for (word = table->words; *word != '\0'; word += strlen(word) + 1) {
			at = strstr(p->text, word);
			if (at == NULL || (best_end != NULL && at + strlen(word) < best_end) ||
			    (at + strlen(word) == best_end && strlen(word) <= length))
				continue;
			best = (struct found){ table, word };
			best_end = at + strlen(word);
			length = strlen(word);
		}
	return best;
}

struct column_guess column_name_guess(const char *name)
{
	struct parts p = parts_of(name);
	struct found f = { NULL, NULL };

	if (p.han)
		f = han_find(&p);
	if (f.words == NULL)
		f = word_find(p.text, p.n);
	if (f.words == NULL)
		f = whose_find(p.text, p.n, 1);
	if (f.words == NULL)
		f = part_find(&p);
	if (f.words == NULL)
		return (struct column_guess){
			.kind = PII_NKINDS, .class = REG_PLAIN, .label = "", .because = ""
		};
	return (struct column_guess){ .known = true,
				      .kind = f.words->kind,
				      .class = f.words->class,
				      .label = f.words->label,
				      .because = f.word };
}
