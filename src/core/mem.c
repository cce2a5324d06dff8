#include "core/mem.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/err.h"
#include "core/log.h"

static void mem_exhausted(void) __attribute__((noreturn));

/* No stdio here: it may want memory itself. */
static void mem_exhausted(void)
{
	static const char text[] = "yangguang: out of memory\n";
	static const char json[] = "{\"program\":\"yangguang\",\"level\":\"error\",\"status\":74,"
				   "\"message\":\"out of memory\"}\n";
	bool is_json = log_is_json();
	ssize_t ignored = write(STDERR_FILENO, is_json ? json : text,
				is_json ? sizeof(json) - 1 : sizeof(text) - 1);

	(void)ignored;
	_exit(ERR_IO);
}

void *mem_alloc(size_t bytes)
{
	void *p = malloc(bytes ? bytes : 1);

	if (!p)
		mem_exhausted();
	return p;
}

void *mem_zalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		mem_exhausted();
	return p;
}

void *mem_resize(void *p, size_t n, size_t size)
{
	p = reallocarray(p, n ? n : 1, size ? size : 1);
	if (!p)
		mem_exhausted();
	return p;
}

void *mem_grow(void *p, size_t *capacity, size_t need, size_t size)
{
	size_t wanted = *capacity ? *capacity : 8;

	if (need <= *capacity)
		return p;
	while (wanted < need) {
		if (__builtin_mul_overflow(wanted, 2, &wanted))
			mem_exhausted();
	}
	*capacity = wanted;
	return mem_resize(p, wanted, size);
}

char *mem_strdup(const char *s)
{
	return mem_strndup(s, strlen(s));
}

char *mem_strndup(const char *s, size_t n)
{
	char *copy = mem_alloc(n + 1);

	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}
