#include "package/attachment.h"

#include "core/file.h"

static const struct attachment_kind kinds[] = {
	{ ".docx", "docx",
	  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	  "文档（Word）" },
	{ ".pdf", "pdf", "application/pdf", "文档（PDF）" },
	{ ".html", "html", "text/html", "网页" },
	{ ".xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	  "表格（Excel）" },
	{ ".json", "json", "application/json", "机读文本（JSON）" },
};

static bool is_plain_name(const char *name)
{
	return *name != '.' &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == strlen(name);
}

int attachment_of(const char *path, struct attachment *a, struct err *err)
{
	const char *slash = strrchr(path, '/'), *dot;
	size_t i;

	*a = (struct attachment){ .path = path, .name = slash ? slash + 1 : path };
	dot = strrchr(a->name, '.');
	for (i = 0; dot && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(dot, kinds[i].suffix) == 0)
			a->kind = &kinds[i];
	if (!a->kind)
		return err_set(err, ERR_USAGE,
			       "%s: what goes into a release is docx, pdf, html, xlsx or json",
			       path);
	if (!is_plain_name(a->name))
		return err_set(err, ERR_USAGE,
			       "%s: a name in a release is lower-case letters, digits, - _ and .",
			       path);
	return 0;
}

int attachment_add(const struct attachment *a, struct release *r, struct err *err)
{
	struct buf text = BUF_INIT;
	int ret = -1;

	if (release_file(r, a->name) || strcmp(a->name, "datapackage.json") == 0)
		err_set(err, ERR_USAGE, "%s: the release has a file of that name", a->path);
	else if (file_read(a->path, ATTACHMENT_MAX, &text, ERR_SOURCE, err) == 0)
		ret = release_write(r, a->name, (struct str){ text.p, text.n }, err);
	buf_release(&text);
	return ret;
}
