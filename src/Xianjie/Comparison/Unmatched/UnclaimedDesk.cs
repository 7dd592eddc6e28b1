using Xianjie.Comparison.Feeds;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Comparison.Unmatched;

/// <summary>The rows without a person that someone may see: a department officer the department's own, others all.</summary>
internal sealed class UnclaimedDesk(FeedDesk desk, CurrentUser user)
{
    public IQueryable<UnclaimedRow> Mine(XianjieDb db) => desk.SeesAll ? db.Set<UnclaimedRow>() : db.Set<UnclaimedRow>().Where(r => r.Department == user.Department);
}
