SELECT substr(division,1,6) d, relief_type, pay_month, count(*), count(distinct id_no), count(distinct household_id), sum(amount) FROM payment GROUP BY 1,2,3 ORDER BY 1,2,3
