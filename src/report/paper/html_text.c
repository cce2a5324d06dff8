#include "report/paper/html_text.h"

#include "report/paper/printable.h"

void html_text(struct buf *b, const char *text)
{
	struct buf line = BUF_INIT;
	const char *p;

	printable_markup(&line, text, true);
	for (p = line.p; *p; p++)
		if (*p == '\n')
			buf_puts(b, "<br>");
		else
			buf_putc(b, *p);
	buf_release(&line);
}

static bool is_plain(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       c == '/' || c == '.' || c == '-' || c == '_';
}

void html_id(struct buf *b, const char *key)
{
	struct buf clean = BUF_INIT;
	const char *p;

	printable_put(&clean, key, false);
	for (p = clean.p; *p; p++)
		if (is_plain((unsigned char)*p) || (unsigned char)*p >= 0x80)
			buf_putc(b, *p);
		else
			buf_printf(b, "~%02X", (unsigned)(unsigned char)*p);
	buf_release(&clean);
}

void html_fragment(struct buf *b, const char *key)
{
	struct buf id = BUF_INIT;
	const char *p;

	html_id(&id, key);
	for (p = id.p; *p; p++)
		if ((unsigned char)*p < 0x80)
			buf_putc(b, *p);
		else
			buf_printf(b, "%%%02X", (unsigned)(unsigned char)*p);
	buf_release(&id);
}

void html_address(struct buf *b, const char *address)
{
	for (; *address; address++)
		if (is_plain((unsigned char)*address) || strchr("~:?=%+,;@!$()*", *address))
			buf_putc(b, *address);
		else
			buf_printf(b, "%%%02X", (unsigned)(unsigned char)*address);
}
