#include "package/readme.h"

#include <stdlib.h>

#include "core/text.h"
#include "package/dictionary.h"
#include "package/format.h"
#include "package/notes.h"

/* Marks that turn the writing direction, or that nobody sees. */
static bool is_invisible(uint32_t c)
{
	return c < 0x20 || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0x200e || c == 0x200f ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* A mark that Markdown may read as markup where it stands. */
static bool is_markup(uint32_t c, char before, char after)
{
	if (c == '_')
		return !is_word(before) || !is_word(after);
	return c < 0x80 && strchr("\\`*[]#+|~", (int)c);
}

void markdown_put(struct buf *b, const char *s)
{
	const char *start = s;
	uint32_t c;
	char before;

	while (*s) {
		before = s > start ? s[-1] : ' ';
		c = utf8_next(&s);
		if (is_invisible(c))
			buf_putc(b, ' ');
		else if (c == '<')
			buf_puts(b, "&lt;");
		else if (c == '>')
			buf_puts(b, "&gt;");
		else if (c == '&')
			buf_puts(b, "&amp;");
		else if (is_markup(c, before, *s))
			buf_printf(b, "\\%c", (char)c);
		else
			utf8_put(b, c);
	}
}

static void put_notes(struct buf *b, const struct release *r)
{
	struct notes notes;
	size_t i;

	notes_make(r, &notes);
	buf_puts(b, "## 基本情况\n\n| 项目 | 内容 |\n| --- | --- |\n");
	for (i = 0; i < notes.n; i++) {
		/* These two stand above the table already. */
		if (strcmp(notes.items[i].text, notes_demo) == 0 ||
		    strcmp(notes.items[i].text, r->spec->description) == 0)
			continue;
		buf_printf(b, "| %s | ", notes.items[i].heading);
		markdown_put(b, notes.items[i].text);
		buf_puts(b, " |\n");
	}
	buf_puts(b, "\n");
	notes_release(&notes);
}

static void put_dictionary(struct buf *b, const struct release *r)
{
	struct dictionary d;
	size_t i;
	int k;

	dictionary_make(r, &d);
	buf_puts(b, "## 字段\n\n|");
	for (k = 0; k < DICTIONARY_COLUMNS; k++)
		buf_printf(b, " %s |", dictionary_headings[k].title);
	buf_puts(b, "\n|");
	for (k = 0; k < DICTIONARY_COLUMNS; k++)
		buf_puts(b, " --- |");
	buf_puts(b, "\n");
	for (i = 0; i < d.n; i++) {
		buf_puts(b, "|");
		for (k = 0; k < DICTIONARY_COLUMNS; k++) {
			buf_putc(b, ' ');
			markdown_put(b, d.rows[i][k]);
			buf_puts(b, " |");
		}
		buf_puts(b, "\n");
	}
	buf_puts(b, "\n");
	dictionary_release(&d);
}

static const struct format *format_of(const struct release *r, const char *name)
{
	size_t n = strlen(r->spec->name);
	int i;

	for (i = 0; formats[i]; i++)
		if (strncmp(name, r->spec->name, n) == 0 &&
		    strcmp(name + n, formats[i]->suffix) == 0)
			return formats[i];
	return NULL;
}

static bool has_ending(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);

	return n >= m && strcmp(name + n - m, ending) == 0;
}

static const char *describe_file(const struct release *r, const char *name)
{
	const struct format *f = format_of(r, name);

	if (f)
		return f->description;
	if (strcmp(name, "dictionary.csv") == 0)
		return "数据字典：每个字段一行。";
	if (strcmp(name, "datapackage.json") == 0)
		return "给程序读的说明（Data Package 2.0）：字段类型、约束、大小、校验值。";
	if (strncmp(name, "codes-", 6) == 0)
		return "代码表：本数据中出现的代码及其上级。";
	if (has_ending(name, "-sources.html"))
		return "数字来源：正式文档中每一个数字由什么得出。";
	if (has_ending(name, ".json"))
		return "正式文档的机读文本，数字与正式文档相同。";
	return "正式文档，与数据中的数字相同。";
}

static void put_files(struct buf *b, const struct release *r)
{
	size_t i;

	buf_puts(b, "## 文件\n\n各种格式的内容相同，逐格一致。\n\n"
		    "| 文件 | 字节 | 说明 |\n| --- | ---: | --- |\n");
	for (i = 0; i < r->nfiles; i++)
		buf_printf(b, "| `%s` | %lld | %s |\n", r->files[i].name,
			   (long long)r->files[i].bytes, describe_file(r, r->files[i].name));
	buf_puts(b, "| `SHA256SUMS` | | 各文件的 SHA-256 校验值。 |\n");
	if (pack_spec_has(r->spec, PACK_ZIP))
		buf_printf(b, "| `%s.zip` | | 以上全部文件；校验值在 `%s.zip.sha256`。 |\n",
			   r->spec->name, r->spec->name);
	buf_puts(b, "\n核对文件是否完整：\n\n    sha256sum -c SHA256SUMS\n");
}

int readme_write(struct release *r, struct err *err)
{
	struct buf b = BUF_INIT;
	int ret;

	buf_puts(&b, "# ");
	markdown_put(&b, r->spec->title);
	buf_puts(&b, "\n\n");
	if (r->site->is_demo)
		buf_printf(&b, "> **%s**\n\n", notes_demo);
	markdown_put(&b, r->spec->description);
	buf_puts(&b, "\n\n");
	put_notes(&b, r);
	put_dictionary(&b, r);
	put_files(&b, r);
	ret = release_write(r, "README.md", (struct str){ b.p, b.n }, err);
	buf_release(&b);
	return ret;
}
