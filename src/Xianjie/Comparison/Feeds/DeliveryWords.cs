namespace Xianjie.Comparison.Feeds;

internal static class DeliveryWords
{
    public static string Of(DeliveryState state) => state switch
    {
        DeliveryState.Mapping => "待核对列名",
        DeliveryState.Waiting => "读取中",
        DeliveryState.Accepted => "已收下",
        DeliveryState.Refused => "已退回",
        _ => "已撤回",
    };

    public static string Tone(DeliveryState state) => state switch
    {
        DeliveryState.Accepted => "tag-green",
        DeliveryState.Refused => "tag-red",
        DeliveryState.Withdrawn => "tag-grey",
        _ => "tag-amber",
    };
}
