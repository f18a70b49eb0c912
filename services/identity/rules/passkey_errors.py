"""What is refused about passkeys.

Unauthenticated
├─ PasskeyRefused         the same for a stranger's passkey, a wrong signature, a used challenge and a copied key
Conflict
├─ PasskeysOff
├─ PasskeyNotTaken        what the device answered at the registration does not count, or not any more
├─ PasskeyKnown, TooManyPasskeys
NotFound
├─ PasskeyNotFound
"""

from __future__ import annotations

from shared.errors import Conflict, NotFound, Unauthenticated


class PasskeyRefused(Unauthenticated):
    code = "identity.passkey_refused"
    message = "Khóa truy cập này chưa đăng nhập được. Đồng chí thử lại, hoặc đăng nhập bằng mật khẩu hay mã một lần."


class PasskeyNotTaken(Conflict):
    code = "identity.passkey_not_taken"
    message = "Máy chưa tạo được khóa truy cập, hoặc đã để quá lâu. Đồng chí vui lòng làm lại từ đầu."


class PasskeysOff(Conflict):
    code = "identity.passkeys_off"
    message = "Tỉnh chưa mở đăng nhập bằng khóa truy cập. Đồng chí dùng mật khẩu hoặc mã một lần."


class PasskeyKnown(Conflict):
    code = "identity.passkey_known"
    message = "Khóa truy cập này đã được ghi nhận rồi."


class TooManyPasskeys(Conflict):
    code = "identity.too_many_passkeys"
    message = "Đồng chí đã có 10 khóa truy cập. Đồng chí xóa khóa không dùng nữa rồi thêm khóa mới."


class PasskeyNotFound(NotFound):
    code = "identity.passkey_not_found"
    message = "Khóa truy cập này không còn."
