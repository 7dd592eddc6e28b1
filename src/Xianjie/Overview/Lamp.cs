using Xianjie.Platform.Indicators;

namespace Xianjie.Overview;

/// <summary>A light as a word and as a class of the style sheet: the colour only repeats the word.</summary>
internal static class Lamp
{
    public static string Words(Light light) => light switch { Light.红 => "红灯", Light.黄 => "黄灯", Light.绿 => "绿灯", Light.灰 => "没有数据", _ => "不设线" };

    public static string Style(Light light) => light switch { Light.红 => "lamp lamp-red", Light.黄 => "lamp lamp-amber", Light.绿 => "lamp lamp-green", Light.灰 => "lamp lamp-none", _ => "lamp lamp-off" };
}
