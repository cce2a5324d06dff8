/*
 * mem: allocation that cannot fail.
 *
 * Batch programs have no use for a failed allocation: here is the one place
 * that ends the program (status ERR_IO) when memory runs out, so no caller
 * tests for NULL.  Everything is freed with free().
 */
#ifndef CORE_MEM_H
#define CORE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t bytes);
/* n items of the size, zeroed; the product is checked. */
void *mem_zalloc(size_t n, size_t size);
/* realloc() to n items of the size; the product is checked. */
void *mem_resize(void *p, size_t n, size_t size);
/* As mem_resize(), doubling *capacity until it holds `need` items. */
void *mem_grow(void *p, size_t *capacity, size_t need, size_t size);
char *mem_strdup(const char *s);
char *mem_strndup(const char *s, size_t n);

#endif
