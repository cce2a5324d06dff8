"""Rebuilds publications that really went wrong, with invented persons.

    failures.py list
    failures.py CASE RELEASE COPY

Each case is an attachment beside a lawful table; none of its persons is in any
database, so only what the text itself looks like can give it away.
"""
import io, os, shutil, sys

SURNAMES, GIVEN = "陈林黄张李王吴刘蔡杨", ["志强", "美玉", "金水", "秀英", "阿土", "丽华", "建国", "玉兰", "火生", "淑贞"]


def identity(n):
    body = f"350524{1940 + n * 7 % 60}{1 + n % 12:02}{1 + n % 28:02}{(n * 37) % 999:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]


def name(n):
    return SURNAMES[n % 10] + GIVEN[n * 3 % 10]


def table(header, row, n=40):
    return "\r\n".join([header] + [row(i) for i in range(1, n + 1)]) + "\r\n"


def xlsx(text):
    import openpyxl
    book = openpyxl.Workbook()
    for line in text.split("\r\n"):
        book.active.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def roster_of_the_bank():
    "2017: a township's payroll of low-income relief, complete, as an attachment."
    return "2015年12月农村低保金资金发放花名册.xlsx", xlsx(
        table("序号,姓名,身份证号,账号,金额", lambda i: f"{i},{name(i)},{identity(i)},62305820011{i:08},{180 + i}"))


def couples_without_addresses():
    "2017: forty couples; the addresses were treated, the numbers were not."
    return "名单.csv", table("男方,女方,男方证号,女方证号,住址", lambda i: f"{name(i)},{name(i + 3)},{identity(i)},{identity(i + 50)},***").encode("utf-8-sig")


def list_with_health():
    "2017: ten thousand households with their illnesses."
    return "贫困户名单.csv", table("姓名,身份证,健康状况", lambda i: f"{name(i)},{identity(i)},{'患有大病' if i % 2 else '残疾'}").encode("gb18030")


def numbers_published_by_habit():
    "2018: whole numbers had always been published."
    return "一卡通.csv", table("证件号码,项目", lambda i: f"{identity(i)},地力补贴", 3).encode()


def free_text_of_disputes():
    "A dataset of marriage disputes: names half masked, the story whole."
    return "纠纷.csv", ("编号,案情\r\n1,刘*与丈夫陈**2010年结婚，婚后生育一子，2019年因丈夫外出务工发生纠纷\r\n"
                      "2,王**与妻子林*经人介绍认识，2012年登记结婚\r\n").encode()


def masks_that_differ():
    "One list hides the birth date, the other the end."
    return "公示.csv", table("证号甲,证号乙", lambda i: f"{identity(i)[:6]}********{identity(i)[14:]},{identity(i)[:14]}****", 5).encode()


def number_inside_a_card_number():
    "The disability card's number is the identity number and two digits."
    return "补贴.csv", table("残疾证号,等级", lambda i: f"{identity(i)}{1 + i % 7}{1 + i % 4},重度", 5).encode()


def names_of_files():
    "The attachment itself is harmless; its name is the number."
    return identity(7) + ".csv", b"a\r\n1\r\n"


def notice_of_a_village():
    "A notice for the village board, put on the network."
    return "公示.html", ("<html><body><table><tr><th>申请人姓名</th><th>家庭住址</th><th>联系电话</th></tr>"
                       f"<tr><td>{name(1)}</td><td>城厢镇同美村3组27号</td><td>139{59501234:08}</td></tr></table></body></html>").encode()


CASES = {f.__name__.replace("_", "-"): f for f in (
    roster_of_the_bank, couples_without_addresses, list_with_health, numbers_published_by_habit,
    free_text_of_disputes, masks_that_differ, number_inside_a_card_number, names_of_files, notice_of_a_village)}


def main():
    if sys.argv[1:] == ["list"]:
        print("\n".join(CASES))
        return 0
    case, release, copy = sys.argv[1:]
    shutil.copytree(release, copy)
    os.chmod(copy, 0o755)
    file, data = CASES[case]()
    with open(os.path.join(copy, file), "wb") as f:
        f.write(data)
    return 0


sys.exit(main())
