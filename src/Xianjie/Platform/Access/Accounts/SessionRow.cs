using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Access.Accounts;

/// <summary>One session as the lists show it.</summary>
internal sealed record SessionRow(Guid Id, Guid UserId, string? Who, string Device, string? Address, string Method, string Created, string Seen, string State, bool IsOpen, bool IsThis)
{
    public static SessionRow Of(UserSession session, User user, SessionBook book, CurrentUser me, bool named)
    {
        var (over, own) = (book.Over(session, user), session.Id == me.SessionId);
        return new(session.Id, user.Id, named ? $"{user.Name}（{user.Login}）" : null, session.Device, session.Address, session.Method, Text(session.CreatedAt), Text(book.SeenAt(session)),
            own ? "本次登录" : over is { } why ? why.ToString() : "登录中", over is null, own);
    }

    private static string Text(DateTimeOffset at) => $"{Clock.Local(at):MM-dd HH:mm}";
}
