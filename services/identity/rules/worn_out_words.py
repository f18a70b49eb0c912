"""What Vietnamese people choose as a password before anything else, in plain letters, the most worn out first.

The order counts: a guesser takes them in about this one. Names of families and people stand behind the phrases.
"""

from __future__ import annotations

_PHRASES = """
matkhau anhyeuem emyeuanh yeuem yeuanh iloveyou dangvien dangcongsan dangcongsanvietnam vietnam hanoi saigon
sotaydangvien sotay quenmatkhau matkhaumoi khongbiet khongco conyeume conyeubo yeubome giadinh giadinhtoi
hanhphuc tinhyeu mainho maimai nhoem nhoanh vochong vocon chongyeu voyeu conyeu concung conyeucuame bome chame
ongba bonoi bangoai thuongem thuonganh quehuong quetoi tuhao tuhaovietnam bacho bachokinhyeu hochiminh
dienbienphu chibo danguy tinhuy bithu chutich xahoichunghia doclaptudohanhphuc doclaptudo doclap tudo hoabinh
tienlen chienthang quyetthang quyettam doanket thanhcong hoaphuong sencam hoasen hoahong hoamai anhduong
thienthan congchua hoangtu meocon gaucon chocon heocon bupbe bongda danang hue haiphong cantho daklak truongson
taikhoan dangnhap maytinh dienthoai facebook zalo google viettel vinaphone mobifone password admin xinchao
chaoban chaocacban camon xinloi ngaymai homnay sinhnhat namnay nammoi chucmungnammoi
"""
PHRASES = tuple(_PHRASES.split())
_NAMES = """
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh nong luong ha dao trinh mai lam ta
chu quach kieu phung cao thai to luu la ma vi be giang trieu dong lo quang anh hung dung tuan minh hai nam long
son thanh tung duc hieu trung hoa binh cuong phuong huong lan linh trang thao thuy hang nga hanh huyen ngoc yen
nhung hien loan tam thu van thi xuan khanh khoa kien phuc quan quoc sang tai tan thang thien thinh thuan tien
toan tri trong truong tu vinh bao chi diem dieu duyen hoai kim lieu my nhi nhu oanh quyen quynh suong thuong
tuyet uyen vy
"""
NAMES = tuple(_NAMES.split())


def ranked() -> dict[str, int]:
    """{word: about how many tries until a guesser comes to it}."""
    ordered = dict.fromkeys((*PHRASES, *NAMES))
    return {word: place for place, word in enumerate(ordered, start=1)}
