"""A passphrase made on the spot: five everyday Vietnamese words, easy to say and to write down once.

256 words make 8 bits each, 40 in all: a million guesses a second would take a week, and the door allows five.
"""

from __future__ import annotations

from collections.abc import Callable

WORDS_IN_ONE = 5
_WORDS = """
suối sông núi đồi rừng biển đảo hồ ao giếng thác ghềnh bến thuyền bè cầu đường ngõ xóm bản mây mưa nắng gió
sương trăng sao bão sấm chớp tuyết bụi khói lửa nước đá sỏi cát đất bùn lúa ngô khoai sắn đậu lạc vừng chè cam
bưởi chuối mít xoài ổi nhãn vải đào mận lê hồng dừa cau trầu tre nứa trúc mía bông dâu sen súng cúc lan huệ nhài
ban mơ khế chanh quýt trâu bò ngựa dê lợn gà vịt ngan ngỗng chó mèo thỏ hươu nai khỉ gấu hổ voi sóc nhím cò vạc
sáo vẹt én sẻ cuốc quạ ong bướm ve kiến dế nhện cá tôm cua ốc hến lươn nhà bếp hiên sân vườn cổng rào mái cột
cửa thềm gác bàn ghế tủ giường chăn gối màn chiếu nồi bát đũa thìa rổ rá thúng mẹt cối chày dao thớt ấm chén đèn
nến quạt gương lược khăn áo mũ nón giày dép chỉ kim thoi khung trống chiêng khèn đàn chuông pháo diều cờ tranh
cày bừa liềm gùi đòn gánh xe lưới chài nơm đó vó giỏ mành nong nia sàng bồ chum xanh đỏ vàng tím trắng đen nâu
xám biếc trong đục cao thấp dài ngắn rộng hẹp sâu nông chạy nhảy bay bơi hát múa cười nói đọc viết vẽ gặt cấy
trồng hái nấu nướng xay giã dệt sáng trưa chiều tối xuân hạ thu đông sớm muộn xưa nay mới cũ gần xa trên dưới
trước sau
"""
WORDS = tuple(_WORDS.split())


def passphrase(below: Callable[[int], int]) -> str:
    """`below(n)` draws a number under n, all equally likely, from a secure source."""
    return " ".join(WORDS[below(len(WORDS))] for _ in range(WORDS_IN_ONE))
