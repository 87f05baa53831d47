"""低保渐退: 明扶贫发〔2020〕1号 二（一）6, at most twelve months from dibao to standing without it."""
